using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>The states as people read them.</summary>
internal static class DutyWords
{
    public static Wording Of(DutyState state) => state switch
    {
        DutyState.Upcoming => new("Chưa đến hạn", "upcoming"),
        DutyState.DueSoon => new("Sắp đến hạn", "due soon"),
        DutyState.Due => new("Đến hạn", "due"),
        DutyState.Overdue => new("Quá hạn", "overdue"),
        DutyState.Done => new("Đã hoàn thành", "done"),
        DutyState.Waived => new("Được miễn", "waived"),
        DutyState.Lapsed => new("Không còn áp dụng", "no longer asked for"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a state"),
    };
}
