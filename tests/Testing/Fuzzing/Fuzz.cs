using System.Globalization;

namespace HaiPhongSoc.Testing.Fuzzing;

/// <summary>How long the fuzzing tests run: a fixed number of texts by default, each for <c>SOC_FUZZ_SECONDS</c> where that is set (600 for a run by hand).</summary>
public static class Fuzz
{
    public static int Seconds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("SOC_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : -1;
}
