using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>Says when the cause of a finding that events showed is gone. Pure.</summary>
internal static class FindingEnds
{
    internal static readonly Wording NoSystem = new("hệ thống không còn trong sổ đăng ký", "the system is no longer in the register");

    /// <summary>Why the cause is gone by what the register says now; null = it stands.</summary>
    public static Wording? ByRegister(FindingRecord finding, FindingGround ground) => finding.Kind switch
    {
        FindingKind.SystemNotInUse => ground.System(finding.SystemCode) switch
        {
            null => NoSystem,
            { MayBeInUse: true } => new("hệ thống đã được phép đưa vào sử dụng", "the system may be in use now"),
            _ => null,
        },
        FindingKind.TestWithRealData => ground.System(finding.SystemCode) switch
        {
            null => NoSystem,
            { OwesConclusion: false } => new(
                "hệ thống không còn là hệ thống thử nghiệm có dữ liệu thật mà chưa có kết luận", "it is no longer a test system with real data and without a conclusion"),
            _ => null,
        },
        FindingKind.UnownedHost => ground.Knows(finding) ? new("máy đã có trong sổ đăng ký", "the host is in the register") : null,
        FindingKind.UnknownNode => ground.IsUnlisted(finding)
            ? null
            : new("nút mạng đã có trong danh sách của hệ thống, hoặc dải địa chỉ không còn danh sách", "the node is on the system's list, or the range has none any more"),
        FindingKind.UnownedSource => ground.HasOwner(finding) ? new("nguồn đã thuộc một hệ thống", "the source belongs to a system") : null,
        _ => null,
    };

    /// <summary>The same for what was not seen any more.</summary>
    /// <param name="listeningSince">Since when nothing could be missed.</param>
    public static Wording? ByQuiet(FindingRecord finding, FindingGround ground, long listeningSince)
    {
        if (!FindingWords.IsOfEvents(finding.Kind) || ground.Now - Math.Max(finding.LastSeen, listeningSince) < ground.Options.ForgetAfter.Microseconds())
            return null;
        var days = FormattableString.Invariant($"{ground.Options.ForgetAfter.TotalDays:0.##}");
        return new Wording($"không còn thấy trong {days} ngày", $"not seen for {days} days");
    }
}
