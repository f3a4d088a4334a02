using Npgsql;

namespace HaiPhongSoc.Operations;

/// <summary>Which database holds the operational records.</summary>
public sealed class DatabaseOptions
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";

    /// <summary><c>sqlite</c> (the default): a file in the data directory. <c>postgresql</c>: a server, named by the connection string.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>PostgreSQL only, in Npgsql's words: <c>Host=…;Database=soc;Username=soc;Password=…;SSL Mode=VerifyFull</c>. A secret: shown nowhere.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>A file that holds the connection string, readable by the service's account only. Instead of <see cref="ConnectionString"/>.</summary>
    public string ConnectionStringFile { get; set; } = "";

    /// <summary>The connection string from where it is kept, read at every call.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal string ReadConnectionString() =>
        ConnectionStringFile.Length > 0 ? File.ReadAllText(ConnectionStringFile).Trim() : ConnectionString.Trim();

    /// <summary>What is wrong, each with key, value and remedy; nothing of the connection string is ever quoted.</summary>
    internal IEnumerable<string> Faults()
    {
        const string Section = "Operations:Database";
        if (Provider == Sqlite)
        {
            if (ConnectionString.Length > 0 || ConnectionStringFile.Length > 0)
                yield return $"{Section}:Provider is \"{Sqlite}\", but a connection string is given: set it to {PostgreSql} or remove {Section}:ConnectionString and :ConnectionStringFile";
            yield break;
        }

        if (Provider != PostgreSql)
        {
            yield return $"{Section}:Provider is \"{Provider}\": use {Sqlite} or {PostgreSql}";
            yield break;
        }

        if (ConnectionString.Length > 0 && ConnectionStringFile.Length > 0)
            yield return $"{Section}:ConnectionString and {Section}:ConnectionStringFile (\"{ConnectionStringFile}\") are both given: keep one";
        else if (ConnectionString.Length == 0 && ConnectionStringFile.Length == 0)
            yield return $"{Section}:ConnectionString is empty: write Host=…;Database=…;Username=…;Password=…;SSL Mode=VerifyFull, or name a file that holds it in {Section}:ConnectionStringFile";
        else if (FaultOfText() is { } fault)
            yield return fault;

        string? FaultOfText()
        {
            var key = ConnectionStringFile.Length > 0 ? $"{Section}:ConnectionStringFile (\"{ConnectionStringFile}\")" : $"{Section}:ConnectionString";
            try
            {
                var parsed = new NpgsqlConnectionStringBuilder(ReadConnectionString());
                if (string.IsNullOrEmpty(parsed.Host) || string.IsNullOrEmpty(parsed.Database))
                    return $"{key} names no Host or no Database: write Host=…;Database=…;Username=…;Password=…";
                return null;
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                return $"{key} cannot be read: {unreadable.Message}";
            }
            catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                // The exception quotes what it could not read, and that may be the password.
                return $"{key} is no connection string of PostgreSQL (not shown, it is a secret): write Host=…;Database=…;Username=…;Password=…";
            }
        }
    }
}
