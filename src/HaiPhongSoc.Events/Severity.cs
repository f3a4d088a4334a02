namespace HaiPhongSoc.Events;

/// <summary>How bad a thing is, in Sigma's five steps (Sigma 2.1, <c>level</c>).</summary>
public enum Severity
{
    /// <summary>Thông tin.</summary>
    Informational = 0,

    /// <summary>Thấp.</summary>
    Low = 1,

    /// <summary>Trung bình.</summary>
    Medium = 2,

    /// <summary>Cao.</summary>
    High = 3,

    /// <summary>Nghiêm trọng.</summary>
    Critical = 4,
}
