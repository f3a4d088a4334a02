using Microsoft.Data.Sqlite;
using Npgsql;

namespace HaiPhongSoc.Operations;

/// <summary>
/// The database does not answer now and may answer soon: locked by another writer, out of connections, restarting, unreachable. Whatever the database
/// is, what was asked may be asked again; whether a write that was under way has happened is not known.
/// </summary>
public static class DatabaseBusy
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    /// <summary>True where <paramref name="fault"/>, or what caused it, is such a state and no bug.</summary>
    public static bool Is(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } or NpgsqlException { IsTransient: true })
                return true;
        }

        return false;
    }
}
