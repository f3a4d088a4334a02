using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Alerts;

/// <summary>The seven verdicts as people read them.</summary>
internal static class VerdictWords
{
    public static Wording Of(Verdict verdict) => verdict switch
    {
        Verdict.TrueAttack => new("Tấn công thật", "true attack"),
        Verdict.TrueButHarmless => new("Đúng nhưng vô hại", "true but harmless"),
        Verdict.FalseRuleLogic => new("Sai do quy tắc", "false: rule's logic"),
        Verdict.FalseData => new("Sai do dữ liệu", "false: data"),
        Verdict.Duplicate => new("Trùng lặp", "duplicate"),
        Verdict.Undetermined => new("Chưa xác định", "undetermined"),
        Verdict.Drill => new("Diễn tập", "drill"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "not a verdict"),
    };
}
