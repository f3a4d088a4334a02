namespace HaiPhongSoc.Sigma;

/// <summary>Sigma 2.1, <c>level</c>.</summary>
public enum SigmaLevel
{
    Informational = 0,
    Low = 1,
    Medium = 2,
    High = 3,
    Critical = 4,
}
