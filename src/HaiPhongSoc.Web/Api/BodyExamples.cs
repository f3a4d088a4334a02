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
        ["systems.add"] = """{"code":"quan-ly-van-ban","name":"Quản lý văn bản và điều hành","owner_code":"ubnd-tp","operator_code":null,"has_real_data":true}""",
        ["systems.edit"] = """{"name":"Quản lý văn bản và điều hành","owner_code":"ubnd-tp","operator_code":null,"has_real_data":true,"contact":{"name":"Nguyễn Thị Đầu Mối","phone":"0225 000 0200","email":null}}""",
        ["systems.level"] = """{"answers":{"purpose":["internal"],"information":["public"]},"proposed":null,"justification":null}""",
        ["systems.status"] = """{"status":"test","document":null,"concluded_on":null,"reason":"chạy thử trước khi nghiệm thu"}""",
        ["systems.record.save"] = """{"rows":[{"purpose":["Quản lý văn bản đến, văn bản đi"]}]}""",
        ["systems.assets.add"] = """{"realm":"ttthdl","kind":"network","key":"10.20.9.0/24","valid_from":"2026-11-24T05:00:00Z"}""",
        ["systems.assets.end"] = """{"at":"2026-12-01T05:00:00Z"}""",
        ["systems.assets.move"] = """{"to":"lgsp","at":"2026-12-01T05:00:00Z"}""",
        ["systems.assets.remove"] = """{"reason":"khai nhầm"}""",
        ["organisations.add"] = """{"code":"so-moi","name":"Sở mới","kind":"department","parent_code":null,"phone":null,"valid_from":"2026-07-01"}""",
        ["organisations.edit"] = """{"name":"Sở mới","kind":"department","parent_code":null,"phone":null,"renamed_on":null,"decision":null}""",
        ["organisations.transfer"] = """{"to_code":"so-yt"}""",
        ["organisations.end"] = """{"last_day":"2026-12-31","successor_code":null,"decision":"NQ 1/2026"}""",
        ["organisations.revive"] = """{"reason":"nhập nhầm"}""",
        ["people.name"] = """{"role":"contact-point","name":"Nguyễn Thị Minh Họa","position":null,"phone":"0225 000 0900","email":null,"system_code":null,"is_round_the_clock":true,"is_delegated":false,"document_number":null,"document_date":null,"scope":null,"valid_from":null,"valid_to":null}""",
        ["people.edit"] = """{"role":"contact-point","name":"Nguyễn Thị Minh Họa","position":null,"phone":"0225 000 0900","email":null,"system_code":null,"is_round_the_clock":true,"is_delegated":false,"document_number":null,"document_date":null,"scope":null,"valid_from":null,"valid_to":null}""",
        ["people.withdraw"] = """{"reason":"nhập nhầm"}""",
        ["arrangements.record"] = """{"kind":"response-plan","number":"12/KH-SYT","date":"2026-11-02","next_review":"2027-11-02","note":null,"audience":null}""",
        ["arrangements.correct"] = """{"number":"12/KH-SYT","date":"2026-11-02","next_review":"2027-11-02","note":null,"audience":null}""",
        ["arrangements.withdraw"] = """{"reason":"nhập nhầm"}""",
        ["arrangements.confirm"] = """{"who":["Phòng Tổ chức"],"day":"2026-11-20","confirmed":true}""",
        ["duties.complete"] = """{"evidence_note":"QĐ 1/2026"}""",
    };

    public static string? Of(string id) => Bodies.GetValueOrDefault(id);

    public static IReadOnlyDictionary<string, string> All => Bodies;
}
