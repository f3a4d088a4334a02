using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>What the program did by itself in one turn of a clock.</summary>
internal static class TurnEntries
{
    private const int MostInEntry = 15;

    /// <summary>Adds entries to the caller's transaction, each of so many lines that none is cut.</summary>
    public static void Add(OperationsDbContext database, string action, IReadOnlyList<(string Subject, Wording What)> told, long now)
    {
        foreach (var part in told.Chunk(MostInEntry))
        {
            database.Add((AuditEntries.Of(Actor.Program, action, now) with
            {
                Subjects = [.. part.Select(t => t.Subject).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal)],
                Details = [.. part.Select(t => t.What)],
            }).ToRow());
        }
    }
}
