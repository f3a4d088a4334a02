namespace HaiPhongSoc.Intake.Spool;

/// <summary>Another process works in the spool's directory.</summary>
public sealed class SpoolInUseException : IOException
{
    public SpoolInUseException()
    {
    }

    public SpoolInUseException(string message)
        : base(message)
    {
    }

    public SpoolInUseException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
