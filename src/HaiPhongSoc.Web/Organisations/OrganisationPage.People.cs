using HaiPhongSoc.Operations.Organisations;

namespace HaiPhongSoc.Web.Organisations;

/// <summary>Who acts for the organisation.</summary>
public sealed partial class OrganisationPage
{
    private async Task<bool> NameAsync(PersonEntry entry)
    {
        if (await DoAsync(new NamePersonInCharge(Me, Code, entry)) is not { } made)
            return false;
        await ForgetDraftAsync("person-0-name");
        await RefreshAsync();
        SayWithUndo(W["Person.Saved"], () => UndoAsync(new WithdrawPersonInCharge(Me, made.Id, made.Version, W["Arrangement.UndoReason"])));
        return true;
    }

    private async Task<bool> EditPersonAsync((InChargeView Of, PersonEntry Entry) asked)
    {
        var p = asked.Of;
        var before = new PersonEntry(
            p.Role, p.Name, p.Position, p.Phone, p.Email, p.SystemCode, p.IsRoundTheClock, p.IsDelegated, p.DocumentNumber, p.DocumentDate, p.Scope, p.ValidFrom, p.ValidTo);
        if (await DoAsync(new EditPersonInCharge(Me, p.Id, p.Version, asked.Entry)) is not { } made)
            return false;
        await ForgetDraftAsync(FormattableString.Invariant($"person-{p.Id}-name"));
        await RefreshAsync();
        SayWithUndo(W["Person.Saved"], () => UndoAsync(new EditPersonInCharge(Me, made.Id, made.Version, before)));
        return true;
    }

    private async Task<bool> WithdrawPersonAsync((InChargeView Of, string Why) asked)
    {
        if (await DoAsync(new WithdrawPersonInCharge(Me, asked.Of.Id, asked.Of.Version, asked.Why)) is not { } made)
            return false;
        await RefreshAsync();
        SayWithUndo(W["Person.Withdrawn"], () => UndoAsync(new RestorePersonInCharge(Me, made.Id, made.Version)));
        return true;
    }

    private async Task RestorePersonAsync(InChargeView person)
    {
        await DoAsync(new RestorePersonInCharge(Me, person.Id, person.Version));
        await RefreshAsync();
    }

    private async Task VerifyAsync()
    {
        if (await DoAsync(new VerifyContacts(Me, Code)) is null)
            return;
        await RefreshAsync();
        Notices.Add(W["Person.AllVerified"], MudBlazor.Severity.Normal);
    }
}
