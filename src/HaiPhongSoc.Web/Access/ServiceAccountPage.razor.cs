using HaiPhongSoc.Operations;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Web.Access;

/// <summary>One program that asks through the API: who answers for it, what its tokens may, and when they were last shown.</summary>
public partial class ServiceAccountPage
{
    private ServiceAccountView? _view;
    private IReadOnlyList<AccountRow> _people = [];
    private IReadOnlyList<OrganisationChoice> _organisations = [];
    private TokenRow? _replaces;
    private string? _open;
    private string? _shown;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private IOptions<OperationsOptions> Settings { get; set; } = default!;

    protected override Task OnParametersSetAsync() => RefreshAsync();

    protected override async Task RefreshAsync() => _view = await AskAsync(new GetServiceAccount(Me, Id)) ?? _view;

    private void Open(string what) => (_open, _replaces) = (_open == what ? null : what, null);

    private void Close() => (_open, _replaces) = (null, null);

    private void Replace(TokenRow token) => (_open, _replaces) = ("token", token);

    private async Task EditAsync()
    {
        if (_people.Count == 0)
        {
            _people = await AskAsync(new ListAccounts(Me)) ?? [];
            _organisations = await AskAsync(new ListOrganisations(Me)) ?? [];
        }

        Open("edit");
    }

    private async Task ChangeAsync(ICommand<ServiceAccountCreated> command)
    {
        if (await DoAsync(command) is null)
            return;
        Close();
        await RefreshAsync();
        Notices.Add(Texts["Service.Saved"], MudBlazor.Severity.Normal);
    }

    private async Task IssueAsync(TokenForm.Entry entry)
    {
        if (entry is { Why: { } why, Alone: true })
        {
            await AloneAsync(new IssueWriteToken(Me, entry.Draft, why), why);
            return;
        }

        if (entry.Why is { } reason)
        {
            await RequestAsync(new IssueWriteToken(Me, entry.Draft, reason));
            return;
        }

        if (await DoAsync(new IssueToken(Me, entry.Draft)) is not { } issued)
            return;
        _shown = issued.Text;
        Close();
        await RefreshAsync();
    }

    private async Task RevokeAsync((string Id, string Why) revoked)
    {
        if (await DoAsync(new RevokeToken(Me, revoked.Id, revoked.Why)) is null)
            return;
        await RefreshAsync();
        Notices.Add(Texts["Token.Revoked"], MudBlazor.Severity.Normal);
    }

    private async Task RequestAsync(INeedsApproval command)
    {
        if (await DoAsync(new RequestApproval(Me, command)) is null)
            return;
        Close();
        await RefreshAsync();
        Notices.Add(Texts["Approval.Asked"], MudBlazor.Severity.Normal);
    }

    private async Task AloneAsync(INeedsApproval command, string why)
    {
        if (await DoAsync(new ActAlone(Me, command, why)) is not { } done)
            return;
        if (done.Revealed.Length > 0)
            _shown = done.Revealed;
        Close();
        await RefreshAsync();
        Notices.Add(Texts["Approval.AloneDone"], MudBlazor.Severity.Warning);
    }
}
