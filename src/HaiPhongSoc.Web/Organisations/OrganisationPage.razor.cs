using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Language;
using Microsoft.AspNetCore.Components;

namespace HaiPhongSoc.Web.Organisations;

/// <summary>One organisation: what it owes and keeps, and what it is.</summary>
public sealed partial class OrganisationPage
{
    private OrganisationDetail? _view;
    private IReadOnlyList<OrganisationRef> _others = [];
    private string? _open;

    [Parameter]
    public string Code { get; set; } = "";

    private OrganisationRow Row => _view!.Row;

    private DateOnly Today => LocalTime.LastDate(Now + 1);

    private string DutyLink => $"{Paths.Duties}?dv={Uri.EscapeDataString(Code)}";

    private bool MayEdit => May<EditOrganisation>() && !IsBound<EditOrganisation>();

    protected override Task OnParametersSetAsync() => RefreshAsync();

    protected override bool Concerns(OperationsFact fact) => fact is RegisterChanged or DutyChanged || (fact is OrganisationChanged changed && changed.Code == Code);

    protected override async Task RefreshAsync() => _view = await AskAsync(new GetOrganisation(Me, Code)) ?? _view;

    private async Task Flip(string what)
    {
        if (_others.Count == 0 && await AskAsync(new SearchOrganisations(Me)) is { } all)
            _others = [.. all.Rows.Where(r => r.Code != Code).OrderBy(r => r.Name, StringComparer.CurrentCulture).Select(r => new OrganisationRef(r.Code, r.Name))];
        _open = _open == what ? null : what;
    }

    private async Task<bool> RecordAsync((ArrangementColumn Column, ArrangementEntry Entry) asked)
    {
        if (await DoAsync(new RecordArrangement(Me, Code, asked.Column.Id, asked.Entry)) is not { } made)
            return false;
        await ForgetAsync(asked.Column.Id, of: null);
        await RefreshAsync();
        SayWithUndo(W["Arrangement.Recorded"], () => UndoAsync(new WithdrawArrangement(Me, made.Id, made.Version, W["Arrangement.UndoReason"])));
        return true;
    }

    private async Task<bool> CorrectAsync((ArrangementView Of, ArrangementEntry Entry) asked)
    {
        var before = new ArrangementEntry(asked.Of.Number, asked.Of.Date, asked.Of.NextReview, asked.Of.Note, asked.Of.Audience);
        if (await DoAsync(new CorrectArrangement(Me, asked.Of.Id, asked.Of.Version, asked.Entry)) is not { } made)
            return false;
        await ForgetAsync(asked.Of.Kind, asked.Of.Id);
        await RefreshAsync();
        SayWithUndo(W["Arrangement.Corrected"], () => UndoAsync(new CorrectArrangement(Me, made.Id, made.Version, before)));
        return true;
    }

    private async Task<bool> WithdrawAsync((ArrangementView Of, string Why) asked)
    {
        if (await DoAsync(new WithdrawArrangement(Me, asked.Of.Id, asked.Of.Version, asked.Why)) is not { } made)
            return false;
        await RefreshAsync();
        SayWithUndo(W["Arrangement.Withdrawn"], () => UndoAsync(new RestoreArrangement(Me, made.Id, made.Version)));
        return true;
    }

    private async Task RestoreAsync(ArrangementView document)
    {
        if (await DoAsync(new RestoreArrangement(Me, document.Id, document.Version)) is not null)
            Notices.Add(W["Arrangement.Restored"], MudBlazor.Severity.Normal);
        await RefreshAsync();
    }

    private async Task<bool> ConfirmAsync((ArrangementView Of, ReceiptForm.Entry Entry) asked)
    {
        if (await DoAsync(new ConfirmArrangement(Me, asked.Of.Id, asked.Of.Version, asked.Entry.Who, asked.Entry.Day, asked.Entry.Confirmed)) is null)
            return false;
        await RefreshAsync();
        Notices.Add(W["Receipt.Saved"], MudBlazor.Severity.Normal);
        return true;
    }

    private async Task UndoAsync(ICommand<Changed> command)
    {
        if (await DoAsync(command, CancellationToken.None) is null || HasLeft)
            return;
        await RefreshAsync();
        StateHasChanged();
    }

    private Task EditAsync(OrganisationForm.Entry entry) => ChangeAsync(
        new EditOrganisation(Me, Code, Row.Version, entry.Name, entry.Kind, entry.Parent, entry.Phone, entry.Day, entry.Decision), "Organisation.Saved");

    private Task EndAsync((DateOnly LastDay, string? Successor, string Decision) asked) =>
        ChangeAsync(new EndOrganisation(Me, Code, Row.Version, asked.LastDay, asked.Successor, asked.Decision), "Organisation.EndSaved");

    private Task HandOverAsync(string to) => ChangeAsync(new TransferOrganisation(Me, Code, Row.Version, to), "Organisation.HandedOver");

    private Task ReviveAsync(string why) => ChangeAsync(new ReviveOrganisation(Me, Code, Row.Version, why), "Organisation.Revived");

    private async Task ChangeAsync(ICommand<OrganisationVersion> command, string said)
    {
        if (await DoAsync(command) is null)
            return;
        _open = null;
        await RefreshAsync();
        Notices.Add(W[said], MudBlazor.Severity.Normal);
    }

    private async Task ForgetAsync(string column, long? of)
    {
        foreach (var draft in ArrangementForm.Drafts(column, of))
            await ForgetDraftAsync(draft);
    }
}
