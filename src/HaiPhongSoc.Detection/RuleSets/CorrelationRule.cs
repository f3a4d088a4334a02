using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Sigma.Correlation;

namespace HaiPhongSoc.Detection.RuleSets;

/// <summary>A correlation in use.</summary>
internal sealed record CorrelationRule(RuleIdentity Identity, AlertSettings Alerting, string File, SigmaCorrelation Sigma);
