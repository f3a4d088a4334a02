namespace HaiPhongSoc.Intake.Listening;

/// <summary><c>POST /intake/ndjson</c>.</summary>
public sealed class HttpIntakeOptions
{
    /// <summary>The largest body; a larger one is refused whole with 413. Default 16 MiB.</summary>
    public int MaxBodyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Records in one body; a body with more is refused whole with 413, because many tiny lines cost more memory than their bytes. Default 100,000.</summary>
    public int MaxRecords { get; set; } = 100_000;

    /// <summary>The most of one line that is kept; the rest is discarded and counted, the record carries the fault <c>frame-too-long</c>. Default 256 KiB.</summary>
    public int MaxLineBytes { get; set; } = 256 * 1024;

    /// <summary>Bodies in memory at a time, in bytes; beyond it requests are answered 503; one source may hold half of it. Default 64 MiB.</summary>
    public long MaxBytesInFlight { get; set; } = 64 * 1024 * 1024;

    /// <summary>A body must be complete after so long; else it is refused with 408 and its room is given back. Default 1 minute.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many idempotency keys are remembered. Default 10,000.</summary>
    public int IdempotencyKeys { get; set; } = 10_000;

    /// <summary>How long an idempotency key is remembered. Default 10 minutes.</summary>
    public TimeSpan IdempotencyAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What <c>Retry-After</c> says with a 503. Default 5 seconds.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}
