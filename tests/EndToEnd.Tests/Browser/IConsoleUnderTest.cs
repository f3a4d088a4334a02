namespace EndToEnd.Tests.Browser;

/// <summary>A running <c>soc</c> with the demo's incident in it; started and stopped by a fixture beside the processes.</summary>
public interface IConsoleUnderTest
{
    Uri Console { get; }

    string AccountName { get; }

    /// <summary>The first password, as printed.</summary>
    string Password { get; }
}
