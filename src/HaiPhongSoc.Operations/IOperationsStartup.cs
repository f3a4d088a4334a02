namespace HaiPhongSoc.Operations;

/// <summary>Brings Operations up before anything is served. Call once; safe to repeat.</summary>
public interface IOperationsStartup
{
    /// <summary>
    /// Migrates the database, loads severity matrix, regulation profile and playbooks, imports the register file, publishes the system directory,
    /// creates the first account where there is none, and brings duties up to date. Throws <see cref="OperationsConfigurationException"/> with every
    /// fault where a file is wrong: nothing is served then.
    /// </summary>
    /// <param name="createFirstAccount">False for tools that cannot show its password.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    Task<OperationsReady> RunAsync(bool createFirstAccount, CancellationToken cancellationToken);

    /// <summary>True where an earlier start made the database: a tool may then read it beside a running <c>soc</c> without starting anything.</summary>
    Task<bool> HasDatabaseAsync(CancellationToken cancellationToken);
}

/// <param name="FirstAccount">Set exactly once in the life of a database: print it, it is stored nowhere.</param>
public sealed record OperationsReady(FirstAccount? FirstAccount, int Systems, int Assets, int Playbooks, int Duties, long RegisterVersion);

/// <param name="Password">At least 20 characters; must be changed at the first sign-in.</param>
public sealed record FirstAccount(string UserName, string Password)
{
    public override string ToString() => $"FirstAccount {{ UserName = {UserName} }}";
}

/// <summary>Files that an operator must repair before <c>soc</c> can start.</summary>
public sealed class OperationsConfigurationException : Exception
{
    public OperationsConfigurationException(IReadOnlyList<string> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    public OperationsConfigurationException()
        : this([])
    {
    }

    public OperationsConfigurationException(string message)
        : this([message])
    {
    }

    public OperationsConfigurationException(string message, Exception innerException)
        : base(message, innerException) => Faults = [message];

    /// <summary>Each with file, line, column and reason.</summary>
    public IReadOnlyList<string> Faults { get; } = [];
}
