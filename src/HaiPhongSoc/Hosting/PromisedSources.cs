using HaiPhongSoc.Intake;
using HaiPhongSoc.Operations.Findings;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Hosting;

/// <summary>The declared sources, for those who notice that one is silent.</summary>
internal sealed class PromisedSources(IOptions<IntakeOptions> intake) : IPromisedSources
{
    public IReadOnlyList<PromisedSource> All { get; } =
        [.. intake.Value.Sources.Select(s => new PromisedSource(s.Id, s.Realm, s.System, s.SilentAfter, [.. s.Addresses]))];
}
