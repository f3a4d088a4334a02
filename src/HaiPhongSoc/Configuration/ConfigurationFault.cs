namespace HaiPhongSoc.Configuration;

/// <summary>The configuration cannot be used. Its message lists every fault, one a line, each with its remedy.</summary>
internal sealed class ConfigurationFault(IReadOnlyList<string> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
