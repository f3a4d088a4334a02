namespace HaiPhongSoc.Operations.Findings;

/// <summary>The sources that the configuration declares. Whoever composes the program knows them.</summary>
public interface IPromisedSources
{
    IReadOnlyList<PromisedSource> All { get; }
}

/// <summary>A declared source of logs.</summary>
/// <param name="SystemCode">The register's code of the system that it belongs to.</param>
/// <param name="SilentAfter">How long it may be silent; null = <see cref="FindingOptions.SourceSilentAfter"/>.</param>
/// <param name="Addresses">Addresses and ranges by which its senders are known.</param>
public sealed record PromisedSource(string Id, string Realm, string SystemCode, TimeSpan? SilentAfter, IReadOnlyList<string> Addresses);

internal sealed class NoPromisedSources : IPromisedSources
{
    public IReadOnlyList<PromisedSource> All => [];
}
