namespace HaiPhongSoc.Operations.Register;

/// <summary>What is still to be done about a system, in the order in which it is done. The numbers are not stored.</summary>
public enum SystemStep
{
    /// <summary>Xác định cấp độ.</summary>
    DetermineLevel = 1,

    /// <summary>Điền hồ sơ.</summary>
    FillRecord = 2,

    /// <summary>Khai báo tài sản: without them no log line is known to be the system's.</summary>
    AddAssets = 3,

    /// <summary>Nêu người liên hệ.</summary>
    NameContact = 4,

    /// <summary>Phê duyệt cấp độ: the competent authority decides, the centre records it.</summary>
    ApproveLevel = 5,

    /// <summary>Kết luận đủ điều kiện đưa vào vận hành: before it the system may not be in use.</summary>
    Conclude = 6,
}

internal static class SystemSteps
{
    public static IReadOnlyList<SystemStep> Of(SystemRecord system, int missingFields, long now)
    {
        List<SystemStep> steps = [];
        if (system.Status == SystemStatus.Retired)
            return steps;
        if (system.EffectiveLevel == 0)
            steps.Add(SystemStep.DetermineLevel);
        if (missingFields > 0)
            steps.Add(SystemStep.FillRecord);
        if (!system.Assets.Exists(a => a.ValidTo is not { } end || end > now))
            steps.Add(SystemStep.AddAssets);
        if (system.ContactName is null)
            steps.Add(SystemStep.NameContact);
        if (system.ApprovedLevel is null)
            steps.Add(SystemStep.ApproveLevel);
        if (system.Status != SystemStatus.InOperation)
            steps.Add(SystemStep.Conclude);
        return steps;
    }
}
