using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>A note in the diary. Needs no version: notes never overwrite anything.</summary>
public sealed record AddNote(Actor Actor, string Number, string Text) : ICommand<Changed>;

internal sealed class AddNoteValidator : AbstractValidator<AddNote>
{
    public AddNoteValidator() =>
        RuleFor(r => r.Text).Filled(8_000).WithMessage("ghi chú từ 1 đến 8.000 ký tự | a note has 1 to 8,000 characters");
}

internal sealed class AddNoteHandler(IncidentChanges incidents) : IRequestHandler<AddNote, Outcome<Changed>>
{
    public Task<Outcome<Changed>> Handle(AddNote request, CancellationToken cancellationToken) =>
        incidents.ChangeAsync(
            request.Actor,
            request.Number,
            version: null,
            (_, _) => new DiaryEntry(TimelineKind.Note, new Wording(request.Text.Trim(), request.Text.Trim())),
            cancellationToken);
}
