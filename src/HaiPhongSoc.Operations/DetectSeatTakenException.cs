namespace HaiPhongSoc.Operations;

/// <summary>Another node detects on this database.</summary>
public sealed class DetectSeatTakenException : Exception
{
    public DetectSeatTakenException()
    {
    }

    public DetectSeatTakenException(string message)
        : base(message)
    {
    }

    public DetectSeatTakenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
