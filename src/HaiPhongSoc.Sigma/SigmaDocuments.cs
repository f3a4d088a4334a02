using HaiPhongSoc.Sigma.Correlation;

namespace HaiPhongSoc.Sigma;

/// <summary>What one text held. A document with an error is in <see cref="Diagnostics"/> and nowhere else.</summary>
public sealed record SigmaDocuments(
    IReadOnlyList<SigmaRule> Rules,
    IReadOnlyList<SigmaCorrelation> Correlations,
    IReadOnlyList<SigmaFilter> Filters,
    IReadOnlyList<SigmaDiagnostic> Diagnostics)
{
    /// <summary>Documents that were refused.</summary>
    public int Refused { get; init; }
}
