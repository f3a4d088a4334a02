namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// Marks a query whose answer holds personal data (names, contacts, what somebody did): who read it is on the audit chain, at the latest a second later;
/// equal readings of one minute are one entry with a count.
/// </summary>
public interface IReadsPersonalData
{
    /// <summary>What was read, for example <c>system:dvc</c>; null where it is a whole list.</summary>
    string? ReadSubject => null;
}
