using System.Text;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Data.Sqlite;

/// <summary>
/// Which alerts have which three letters one after another in their text (FTS5, trigrams, ids only), in a table beside theirs that a trigger fills. It is
/// narrower than a search: whoever asks it still compares the text. Made at the first start, from the alerts that are there.
/// </summary>
internal static class SqliteAlertText
{
    // More narrow it little further, and each is a list to walk along.
    private const int MostTrigrams = 4;

    public static async Task SetAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        if (await database.Database.SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = 'AlertsText'").SingleAsync(cancellationToken) > 0)
            return;
        await using var transaction = await database.BeginSerialAsync(cancellationToken);
        await database.Database.ExecuteSqlRawAsync(
            """
            CREATE VIRTUAL TABLE "AlertsText" USING fts5(text, content='', detail=none, columnsize=0, tokenize='trigram');
            INSERT INTO "AlertsText" (rowid, text) SELECT "Id", "SearchText" FROM "Alerts";
            CREATE TRIGGER "alerts_text" AFTER INSERT ON "Alerts" BEGIN INSERT INTO "AlertsText" (rowid, text) VALUES (NEW."Id", NEW."SearchText"); END;
            """,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Before alerts are written in bulk: <see cref="SetAsync"/> fills it again in one go, which takes a tenth of row by row and out of order.</summary>
    public static Task RemoveAsync(OperationsDbContext database, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlRawAsync("DROP TRIGGER \"alerts_text\"; DROP TABLE \"AlertsText\"", cancellationToken);

    /// <summary>Ids of what may have it in its text: all that do, and few others. Null where it is too short to be asked for.</summary>
    public static IQueryable<long>? Hits(OperationsDbContext database, string folded) => Trigrams(folded) is { } trigrams
        ? database.Database.SqlQuery<long>($"SELECT rowid AS \"Value\" FROM \"AlertsText\" WHERE \"AlertsText\" MATCH {trigrams}")
        : null;

    private static string? Trigrams(string folded)
    {
        var letters = folded.EnumerateRunes().ToArray();
        if (letters.Length < 3 || folded.Contains('\0', StringComparison.Ordinal))
            return null;
        var (last, query) = (letters.Length - 3, new StringBuilder());
        var count = Math.Min(last + 1, MostTrigrams);
        for (var i = 0; i < count; i++)
        {
            var at = count == 1 ? 0 : (int)((long)last * i / (count - 1));
            query.Append(i == 0 ? "" : " AND ").Append('"');
            foreach (var letter in letters.AsSpan(at, 3))
                query.Append(letter.ToString().Replace("\"", "\"\"", StringComparison.Ordinal));
            query.Append('"');
        }

        return query.ToString();
    }
}
