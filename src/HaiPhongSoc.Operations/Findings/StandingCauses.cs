using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>Who was heard last when, and who is expected since when.</summary>
/// <param name="Systems">Last receipt of each system's code, UTC microseconds.</param>
/// <param name="Sources">The same of each source's id.</param>
/// <param name="Expected">By <see cref="ExpectedSpeaker.Key"/>.</param>
/// <param name="ListeningSince">Since when the sweep listens without a gap: who was silent while nobody listened is not blamed for it.</param>
internal sealed record Voices(
    IReadOnlyDictionary<string, long> Systems, IReadOnlyDictionary<string, long> Sources, IReadOnlyDictionary<string, long> Expected, long ListeningSince);

/// <summary>What stands without events: silence, and what lapsed. Pure.</summary>
internal static class StandingCauses
{
    /// <param name="open">Keys of the causes whose finding is open: silence that was found goes on until it is broken, whatever was missed meanwhile.</param>
    public static List<Cause> Of(FindingGround ground, Voices voices, IReadOnlySet<string> open)
    {
        var causes = new List<Cause>(ground.Lapsed);
        foreach (var system in ground.Systems.Values.Where(s => s.ObeysTheRules))
        {
            var last = voices.Systems.GetValueOrDefault(system.Code);
            Add(FindingKind.SilentSystem, system.Code, system, system.Name, last, ExpectedSpeaker.OfSystem(system.Code), ground.Options.SystemSilentAfter);
        }

        var silent = causes.Where(c => c.Kind == FindingKind.SilentSystem).Select(c => c.Subject).ToHashSet(StringComparer.Ordinal);
        foreach (var source in ground.Sources)
        {
            // A system that is silent as a whole is one cause, whatever number of sources it has.
            if (IsPromised(source, ground) is { } system && (!silent.Contains(system.Code) || open.Contains(KeyOf(FindingKind.SilentSource, source.Id))))
            {
                var last = voices.Sources.GetValueOrDefault(source.Id);
                Add(
                    FindingKind.SilentSource, source.Id, system, $"{source.Id}, {system.Name}", last, ExpectedSpeaker.OfSource(source.Id),
                    source.SilentAfter ?? ground.Options.SourceSilentAfter);
            }
        }

        return causes;

        void Add(FindingKind kind, string subject, SystemFact system, string name, long last, string expected, TimeSpan period)
        {
            var since = voices.Expected.GetValueOrDefault(expected, ground.Now);
            var from = open.Contains(KeyOf(kind, subject)) ? last : Math.Max(last, Math.Max(since, voices.ListeningSince));
            if (ground.Now - from < period.Microseconds())
                return;
            var detail = last == 0 ? new Wording($"{name}: chưa nhận được nhật ký nào", $"{name}: nothing was ever received") : new Wording(name, name);
            causes.Add(new Cause(kind, "", subject, system.Code, detail, last == 0 ? since : last, null)
            {
                SourceId = kind == FindingKind.SilentSource ? subject : null,
            });
        }
    }

    /// <summary>Who is expected to speak: systems in operation, and declared sources of systems that may be in use.</summary>
    public static IEnumerable<string> Expected(FindingGround ground) =>
        ground.Systems.Values.Where(s => s.ObeysTheRules).Select(s => ExpectedSpeaker.OfSystem(s.Code))
            .Concat(ground.Sources.Where(s => IsPromised(s, ground) is not null).Select(s => ExpectedSpeaker.OfSource(s.Id)));

    /// <summary>Why a finding of this kind is over, where its cause does not stand any more.</summary>
    public static Wording Ended(FindingRecord finding, FindingGround ground) => finding.Kind switch
    {
        FindingKind.SilentSystem => ground.System(finding.Subject) is { ObeysTheRules: true }
            ? new("hệ thống đã gửi nhật ký trở lại", "the system sends logs again")
            : new("hệ thống không còn ở trạng thái đang vận hành", "the system is no longer in operation"),
        FindingKind.SilentSource => ground.Sources.Any(s => s.Id == finding.Subject && IsPromised(s, ground) is not null)
            ? new("nguồn đã gửi nhật ký trở lại", "the source sends logs again")
            : new("nguồn không còn được khai báo cho một hệ thống được phép sử dụng", "the source is no longer declared for a system that may be in use"),
        FindingKind.LapsedApproval => ground.System(finding.SystemCode) is null
            ? FindingEnds.NoSystem
            : new("quyết định phê duyệt khớp với cấp độ của hệ thống, hoặc không còn phải phê duyệt lại", "the decision fits the system's level, or need not be renewed any more"),
        FindingKind.LapsedAssessment => ground.System(finding.SystemCode) switch
        {
            null => FindingEnds.NoSystem,
            { ObeysTheRules: false } => new("hệ thống không còn được sử dụng", "the system is no longer in use"),
            _ => new("kỳ kiểm tra, đánh giá mới nhất đã hoàn thành, được miễn hoặc không còn phải làm", "the newest assessment is done, waived, or not owed any more"),
        },
        FindingKind.EndedOrganisation => new("cơ quan không còn đứng tên hệ thống nào, hoặc hoạt động trở lại", "no system is in its name any more, or it goes on"),
        _ => new("đã có văn bản còn hiệu lực, hoặc văn bản không còn được đòi hỏi", "a document stands again, or none is asked for any more"),
    };

    private static SystemFact? IsPromised(PromisedSource source, FindingGround ground) => ground.System(source.SystemCode) is { MayBeInUse: true } system ? system : null;

    private static string KeyOf(FindingKind kind, string subject) => new Cause(kind, "", subject, null, Wording.Empty, 0, null).Key;
}
