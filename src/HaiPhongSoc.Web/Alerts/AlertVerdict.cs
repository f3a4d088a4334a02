using HaiPhongSoc.Operations.Alerts;

namespace HaiPhongSoc.Web.Alerts;

/// <summary>How a person concludes.</summary>
public sealed record AlertVerdict(Verdict Verdict, string? Note);

/// <summary>A key that the queue's script passes on: <paramref name="Command"/> is show, take, close, around or back, for the row under the cursor.</summary>
public sealed record QueueKey(string Command, long Id);
