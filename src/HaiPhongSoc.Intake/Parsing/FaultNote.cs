using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>Keeps the first fault of a record: what came first explains what came after.</summary>
internal struct FaultNote
{
    public ParseFault? First { get; private set; }

    public void Add(string code, string message, int? position = null) => First ??= new ParseFault(code, message, position);
}
