using System.Globalization;

namespace HaiPhongSoc.Testing.Fuzzing;

/// <summary>How long the fuzzing tests run: a fixed number of texts by default, each for <c>SOC_FUZZ_SECONDS</c> where that is set (600 for a run by hand).</summary>
public static class Fuzz
{
    private const int SecondsInCi = 20;

    public static int Seconds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("SOC_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : -1;

    /// <summary>For the readers of rules, conditions and events, which also get their seconds in the gate (<c>.ci/run</c> sets <c>SOC_CI_REQUIRE</c>).</summary>
    public static int SecondsOfReaders { get; } =
        Seconds > 0 ? Seconds : string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SOC_CI_REQUIRE")) ? -1 : SecondsInCi;
}
