using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>A note in the diary. Needs no version: notes never overwrite anything.</summary>
public sealed record AddNote(Actor Actor, string Number, string Text) : ICommand<Changed>;
