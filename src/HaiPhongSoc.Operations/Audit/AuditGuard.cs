using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// Triggers that refuse what must not happen to the chain, whoever asks: deleting an entry, changing what it tells, moving it once it is sealed,
/// bringing in a sealed one, deleting the head or moving it back. Set at every start; who owns the database can drop them, which the chain then shows.
/// </summary>
internal static class AuditGuard
{
    private const string Refusal = "the audit chain is append-only";

    private static readonly string Content = string.Join(
        " OR ", ChainText.Columns.Skip(2).Select(c => $"OLD.\"{c}\" IS DISTINCT FROM NEW.\"{c}\""));

    public static async Task SetAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        foreach (var statement in IsSqlite(database) ? Sqlite() : Postgres())
            await database.Database.ExecuteSqlRawAsync(statement, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public static bool IsSqlite(OperationsDbContext database) => database is SqliteOperationsContext;

    private static IEnumerable<string> Sqlite()
    {
        string[] entry = ["audit_no_delete", "audit_no_change", "audit_no_sealed_insert"];
        string[] head = ["audit_head_no_delete", "audit_head_no_return", "audit_head_no_second"];
        foreach (var trigger in (string[])[.. entry, .. head])
            yield return $"DROP TRIGGER IF EXISTS {trigger}";
        yield return OnSqlite(entry[0], $"BEFORE DELETE ON \"{AuditEntry.Table}\"", "1");
        yield return OnSqlite(entry[1], $"BEFORE UPDATE ON \"{AuditEntry.Table}\"", $"OLD.\"Sequence\" IS NOT NULL OR {Content}");

        // REPLACE deletes without a trigger: what would replace must not come in either.
        yield return OnSqlite(
            entry[2],
            $"BEFORE INSERT ON \"{AuditEntry.Table}\"",
            $"NEW.\"Sequence\" IS NOT NULL OR EXISTS (SELECT 1 FROM \"{AuditEntry.Table}\" WHERE \"Id\" = NEW.\"Id\")");
        yield return OnSqlite(head[0], $"BEFORE DELETE ON \"{AuditHead.Table}\"", "1");
        yield return OnSqlite(head[1], $"BEFORE UPDATE ON \"{AuditHead.Table}\"", "NEW.\"Sequence\" <= OLD.\"Sequence\" OR NEW.\"Id\" <> OLD.\"Id\"");
        yield return OnSqlite(head[2], $"BEFORE INSERT ON \"{AuditHead.Table}\"", $"EXISTS (SELECT 1 FROM \"{AuditHead.Table}\")");
    }

    private static string OnSqlite(string name, string when, string condition) =>
        $"CREATE TRIGGER {name} {when} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{Refusal}'); END";

    private static IEnumerable<string> Postgres()
    {
        // Several nodes may start at once.
        yield return "SELECT pg_advisory_xact_lock(7011201)";
        yield return $"""
            CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{Refusal}'; END $$
            """;
        foreach (var table in (string[])[AuditEntry.Table, AuditHead.Table])
        {
            yield return OnPostgres("audit_no_delete", "BEFORE DELETE", table, condition: null);
            yield return $"CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON \"{table}\" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()";
        }

        yield return OnPostgres("audit_no_change", "BEFORE UPDATE", AuditEntry.Table, $"OLD.\"Sequence\" IS NOT NULL OR {Content}");
        yield return OnPostgres("audit_no_sealed_insert", "BEFORE INSERT", AuditEntry.Table, "NEW.\"Sequence\" IS NOT NULL");
        yield return OnPostgres("audit_head_no_return", "BEFORE UPDATE", AuditHead.Table, "NEW.\"Sequence\" <= OLD.\"Sequence\" OR NEW.\"Id\" <> OLD.\"Id\"");
    }

    private static string OnPostgres(string name, string when, string table, string? condition) =>
        $"CREATE OR REPLACE TRIGGER {name} {when} ON \"{table}\" FOR EACH ROW {(condition is null ? "" : $"WHEN ({condition}) ")}EXECUTE FUNCTION audit_refuse()";
}
