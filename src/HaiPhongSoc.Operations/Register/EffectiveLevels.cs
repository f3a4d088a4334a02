namespace HaiPhongSoc.Operations.Register;

/// <summary>The level that counts.</summary>
internal static class EffectiveLevels
{
    /// <summary>The approved level; before approval the higher of proposed and computed, so that a draft never lowers it; 0 = none yet.</summary>
    public static int Of(int? approved, int? proposed, int? computed) => approved ?? Math.Max(proposed ?? 0, computed ?? 0);
}
