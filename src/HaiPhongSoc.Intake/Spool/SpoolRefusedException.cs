namespace HaiPhongSoc.Intake.Spool;

/// <summary>An append was not made durable: nothing of it is acknowledged, and nothing of it will be read. It may be tried again.</summary>
public sealed class SpoolRefusedException : IOException
{
    public SpoolRefusedException()
        : this("the spool refuses records")
    {
    }

    public SpoolRefusedException(string message)
        : this(message, null)
    {
    }

    public SpoolRefusedException(string message, Exception? innerException)
        : base(message, innerException) =>
        Refusal = new SpoolRefusal("disk-error", message, 0);

    public SpoolRefusedException(SpoolRefusal refusal, Exception? innerException = null)
        : base(refusal.Message, innerException) =>
        Refusal = refusal;

    public SpoolRefusal Refusal { get; }
}
