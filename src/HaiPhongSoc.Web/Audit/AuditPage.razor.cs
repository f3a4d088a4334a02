using System.Globalization;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Components;

namespace HaiPhongSoc.Web.Audit;

/// <summary>
/// Nhật ký kiểm toán: who did what to which record. A page of it at a time, whose place is in the address: a million entries cost what a hundred cost. It does
/// not refresh by itself: looking is an entry too.
/// </summary>
public partial class AuditPage
{
    private const int PageSize = 100;

    private AuditAddress _address = AuditAddress.Read(null, null, null, null, null, null, null, null, null);
    private AuditAddress? _shown;
    private ListPage<AuditRow>? _page;
    private AuditDetail? _entry;
    private Fault? _missing;
    private bool _exporting;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "ai")]
    private string? Who { get; set; }

    [SupplyParameterFromQuery(Name = "viec")]
    private string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "ban-ghi")]
    private string? Subject { get; set; }

    [SupplyParameterFromQuery(Name = "kq")]
    private string? Outcome { get; set; }

    [SupplyParameterFromQuery(Name = "tu")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "den")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "muc")]
    private string? Entry { get; set; }

    [SupplyParameterFromQuery(Name = "sau")]
    private string? After { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _address = AuditAddress.Read(Text, Who, Action, Subject, Outcome, From, To, Entry, After);
        // Another entry of the same list is no other search, which would stand on the chain.
        if (_address with { Entry = null } != _shown)
            await ReloadAsync();
        await ShowEntryAsync();
    }

    private async Task ReloadAsync()
    {
        var asked = _address with { Entry = null };
        _shown = asked;
        _page = await AskAsync(new SearchAudit(Me, asked.Filter, asked.Cursor, PageSize), () => asked == _shown) ?? _page;
    }

    private async Task ShowEntryAsync()
    {
        if (_address.Entry is not { } id)
        {
            (_entry, _missing) = (null, null);
            return;
        }

        if (_entry?.Row is { Sequence: not null } row && row.Id == id)
            return;
        var outcome = await Operations.SendAsync(new GetAuditEntry(Me, id), Gone);
        if (_address.Entry == id)
            (_entry, _missing) = (outcome.Value, outcome.Fault);
    }

    private string RowAddress(long id) => With("muc", id.ToString(CultureInfo.InvariantCulture));
}
