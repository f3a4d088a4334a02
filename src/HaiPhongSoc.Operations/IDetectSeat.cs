namespace HaiPhongSoc.Operations;

/// <summary>
/// The right to commit alerts to a database, for one node at a time: two that detect would both count events from offset 0 of the same partition, and each
/// would take the other's for its own. On PostgreSQL a lock that the server holds as long as the node is connected; on SQLite the file is one node's.
/// </summary>
public interface IDetectSeat
{
    /// <summary>Takes it and keeps it until the program ends. Waits a moment for a node that is just ending.</summary>
    /// <exception cref="DetectSeatTakenException">Another node has it: says which, and the remedy.</exception>
    Task TakeAsync(CancellationToken cancellationToken);
}
