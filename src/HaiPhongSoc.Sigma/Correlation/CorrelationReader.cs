using HaiPhongSoc.Sigma.Parsing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Correlation;

/// <summary>Reads a correlation document.</summary>
internal static class CorrelationReader
{
    public static SigmaCorrelation? Read(YamlMappingNode document, SigmaMetadata metadata, DocumentProblems problems)
    {
        problems.Error("correlation", document, $"'{metadata.Title}': correlations are not read yet");
        return null;
    }
}
