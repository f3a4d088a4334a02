using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Findings;

/// <summary>What detection finds by itself where the register contradicts the logs. The ids are stored with alerts: never change one.</summary>
public static class FindingRules
{
    public const string GatedSystemId = "soc-finding-gated-system";

    /// <summary>A system that may not be in use sends logs; it holds no real data. (Plan 40, principle 1.)</summary>
    public static RuleIdentity GatedSystem { get; } = Gated(Severity.Medium, "0000000000000001");

    /// <summary>A system that may not be in use sends logs and holds real data. (Plan 40, principles 1 and 2.)</summary>
    public static RuleIdentity GatedSystemWithRealData { get; } = Gated(Severity.High, "0000000000000002");

    private static RuleIdentity Gated(Severity level, string version) => new(
        GatedSystemId,
        version,
        "Logs from a system that may not be in use",
        "Hệ thống chưa được phép đưa vào sử dụng nhưng vẫn phát sinh nhật ký",
        "The register has no conclusion that this system is secure, yet it works: Plan 40, principle 1 forbids its use until then.",
        "Sổ đăng ký chưa có kết luận bảo đảm an toàn thông tin cho hệ thống này nhưng hệ thống đang hoạt động (Kế hoạch 40, nguyên tắc 1: chưa bảo đảm an toàn thì chưa đưa vào sử dụng).",
        level,
        [],
        ["A test run that was agreed upon with the assessor and uses no real data"],
        "HaiPhongSoc",
        null);
}
