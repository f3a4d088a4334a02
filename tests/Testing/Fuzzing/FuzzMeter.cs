using System.Diagnostics;
using System.Globalization;

namespace HaiPhongSoc.Testing.Fuzzing;

/// <summary>
/// Sees that no input costs memory out of proportion, and remembers what the dearest ones cost. What they take in time is told and never judged: the machine is not ours alone.
/// Thread-safe.
/// </summary>
public sealed class FuzzMeter(long mostBytes)
{
    private readonly long _liveBefore = GC.GetTotalMemory(forceFullCollection: true);
    private readonly Lock _gate = new();
    private long _inputs;
    private long _largest;
    private double _slowest;

    /// <summary>True where the input is read as it should be and allocated no more than the bound.</summary>
    public bool Holds(Func<bool> reads)
    {
        var (bytes, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        var holds = reads();
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        lock (_gate)
        {
            _inputs++;
            _largest = Math.Max(_largest, bytes);
            _slowest = Math.Max(_slowest, took);
        }

        return holds && bytes <= mostBytes;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_inputs} inputs, most allocated by one {_largest / 1e6:0.0} MB of {mostBytes / 1e6:0}, slowest {_slowest:0} ms, kept in memory {(GC.GetTotalMemory(forceFullCollection: true) - _liveBefore) / 1e6:0.0} MB");
}
