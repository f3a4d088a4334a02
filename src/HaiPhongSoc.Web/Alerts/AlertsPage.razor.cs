using System.Globalization;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Search;
using Microsoft.AspNetCore.Components;

namespace HaiPhongSoc.Web.Alerts;

/// <summary>
/// The queue. Its rows never move by themselves: what changed is written into the row where it stands, what is new is counted above and comes in
/// when the reader asks for it.
/// </summary>
public partial class AlertsPage
{
    private const int PageSize = 100;

    private readonly HashSet<long> _marked = [];
    private AlertsAddress _address = AlertsAddress.Read(null, null, null, null, null, null);
    private AlertsAddress? _shown;
    private List<AlertRow>? _rows;
    private IReadOnlyList<SystemRow> _systems = [];
    private AlertCounts? _counts;
    private AlertDetail? _detail;
    private SystemDetail? _system;
    private Fault? _missing;
    private AlertTable? _table;
    private IReadOnlyList<long>? _closing;
    private string? _next;
    private long _matching;
    private long _matchingWhenShown;
    private long _all;
    private long _fresh;
    private bool _busy;

    [Inject]
    private Undo Undo { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "xem")]
    private string? View { get; set; }

    [SupplyParameterFromQuery(Name = "muc")]
    private string? MinSeverity { get; set; }

    [SupplyParameterFromQuery(Name = "cap")]
    private string? MinLevel { get; set; }

    [SupplyParameterFromQuery(Name = "ht")]
    private string? SystemCode { get; set; }

    [SupplyParameterFromQuery(Name = "loai")]
    private string? Origin { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "id")]
    private long? Selected { get; set; }

    private bool PaneIsOpen => Selected is not null || _closing is not null;

    protected override async Task OnParametersSetAsync()
    {
        _address = AlertsAddress.Read(View, MinSeverity, MinLevel, SystemCode, Origin, Text);
        if (_systems.Count == 0 && await AskAsync(new ListSystems(Me)) is { } systems)
            _systems = systems.Items;
        if (_address != _shown)
            await ReloadAsync();
        await ShowSelectedAsync();
    }

    protected override bool Concerns(OperationsFact fact) => fact is AlertRaised or AlertChanged;

    protected override async Task RefreshAsync()
    {
        if (_rows is null)
            return;
        if (await AskAsync(new ListAlerts(Me, _address.Filter(Me.AccountId), Take: PageSize)) is not { } page)
            return;
        var now = page.Items.ToDictionary(row => row.Id);
        for (var i = 0; i < _rows.Count; i++)
        {
            if (now.Remove(_rows[i].Id, out var changed))
                _rows[i] = changed;
        }

        // Rows of the first page that are not shown are new, or came up from further down.
        _fresh = _rows.Count == 0 ? page.Matching : Math.Max(now.Values.Count(row => row.RaisedAt > Newest()), page.Matching - _matchingWhenShown);
        (_matching, _all) = (page.Matching, page.All);
        if (_rows.Count == 0 && page.Matching > 0)
            await ReloadAsync();
        _counts = await AskAsync(new CountAlerts(Me));
        await ShowSelectedAsync();
    }

    private long Newest() => _rows is { Count: > 0 } rows ? rows.Max(row => row.RaisedAt) : 0;

    private async Task ReloadAsync()
    {
        _shown = _address;
        _fresh = 0;
        _marked.Clear();
        if (await AskAsync(new ListAlerts(Me, _address.Filter(Me.AccountId), Take: PageSize)) is not { } page)
            return;
        _rows = [.. page.Items];
        (_next, _matching, _all) = (page.NextCursor, page.Matching, page.All);
        _matchingWhenShown = page.Matching;
        _counts = await AskAsync(new CountAlerts(Me));
    }

    private async Task MoreAsync()
    {
        if (_rows is null || await AskAsync(new ListAlerts(Me, _address.Filter(Me.AccountId), _next, PageSize)) is not { } page)
            return;
        var known = _rows.Select(row => row.Id).ToHashSet();
        _rows.AddRange(page.Items.Where(row => !known.Contains(row.Id)));
        _next = page.NextCursor;
    }

    private async Task ShowSelectedAsync()
    {
        if (Selected is not { } id)
        {
            (_detail, _missing) = (null, null);
            return;
        }

        var outcome = await Operations.SendAsync(new GetAlert(Me, id), Gone);
        (_detail, _missing) = (outcome.Value, outcome.Fault);
        var code = _detail?.Row.System?.Code;
        if (code is null)
            _system = null;
        else if (_system?.Row.Code != code)
            _system = (await Operations.SendAsync(new GetSystem(Me, code), Gone)).Value;
    }

    private string CountOf(AlertView view) => (view, _counts) switch
    {
        (AlertView.Unclaimed, { } counts) => " " + Figures.Of(counts.Unassigned),
        (AlertView.Mine, { } counts) => " " + Figures.Of(counts.Mine),
        (AlertView.Open, { } counts) => " " + Figures.Of(counts.Open),
        _ => "",
    };

    private string RowAddress(long id) => With("id", id.ToString(CultureInfo.InvariantCulture));

    private void Mark(long id)
    {
        if (!_marked.Remove(id))
            _marked.Add(id);
    }

    private async Task OnKeyAsync(QueueKey key)
    {
        IReadOnlyList<long> ids = _marked.Count > 0 ? [.. _marked] : [key.Id];
        switch (key.Command)
        {
            case "show":
                if (Selected is not null && Selected != key.Id)
                    Navigation.NavigateTo(RowAddress(key.Id), replace: true);
                break;
            case "open":
                Navigation.NavigateTo(RowAddress(key.Id));
                break;
            case "take":
                await TakeAsync(ids);
                break;
            case "close":
                StartClosing(ids);
                break;
            case "around" when _rows?.Find(row => row.Id == key.Id) is { } row:
                Navigation.NavigateTo(SearchLink.Around(row));
                break;
            case "back":
                if (_closing is not null)
                    CancelClosing();
                else if (Selected is not null)
                    Navigation.NavigateTo(With("id", null));
                break;
        }
    }
}
