namespace HaiPhongSoc.EventStore.Kql;

/// <summary>Leaves the descent of <see cref="KqlParser"/> with its error; never gets out of it.</summary>
internal sealed class KqlSyntaxException(KqlError error) : Exception
{
    public KqlError Error { get; } = error;
}
