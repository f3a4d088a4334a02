namespace HaiPhongSoc.Web.Api;

/// <summary>A body of every operation that takes JSON, by its id: shown in the document, and sent by the tests.</summary>
internal static class BodyExamples
{
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["alerts.close"] = """{"verdict":"true_attack","note":"đã chặn"}""",
        ["alerts.reopen"] = """{"reason":"còn tiếp diễn"}""",
        ["incidents.assign"] = """{"account_id":"khong-ai"}""",
        ["incidents.state"] = """{"state":"resolved","verdict":null,"reason":"đã xử lý"}""",
        ["incidents.classify"] = """{"conditions":[],"reason":"không điều kiện nào"}""",
        ["incidents.clocks.met"] = """{"evidence":"CV 12/2026"}""",
        ["incidents.tasks.complete"] = """{"result":"xong"}""",
        ["incidents.tasks.reopen"] = """{"reason":"chưa xong"}""",
        ["incidents.notes.add"] = """{"text":"ghi chú"}""",
        ["incidents.restrict"] = """{"account_ids":[],"reason":"mở lại"}""",
        ["systems.assets.add"] = """{"realm":"ttthdl","kind":"network","key":"10.20.9.0/24","valid_from":"2026-11-24T05:00:00Z"}""",
        ["systems.assets.end"] = """{"at":"2026-12-01T05:00:00Z"}""",
        ["systems.assets.move"] = """{"to":"lgsp","at":"2026-12-01T05:00:00Z"}""",
        ["systems.assets.remove"] = """{"reason":"khai nhầm"}""",
        ["duties.complete"] = """{"evidence_note":"QĐ 1/2026"}""",
    };

    public static string? Of(string id) => Bodies.GetValueOrDefault(id);

    public static IReadOnlyDictionary<string, string> All => Bodies;
}
