using HaiPhongSoc.Operations.Register;

namespace HaiPhongSoc.Web.Register;

/// <summary>Keys of texts about a system's steps and states.</summary>
internal static class SystemWords
{
    /// <summary>What a button says that leads to it.</summary>
    public static string Do(SystemStep step) => $"Step.Do.{step}";

    /// <summary>What a button says that moves a system there.</summary>
    public static string To(SystemStatus status) => $"SystemState.To.{status}";

    /// <summary>What that means.</summary>
    public static string About(SystemStatus status) => $"SystemState.About.{status}";
}
