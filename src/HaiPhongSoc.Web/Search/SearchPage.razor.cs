using HaiPhongSoc.EventStore;
using HaiPhongSoc.EventStore.Kql;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Parts;
using Microsoft.AspNetCore.Components;

namespace HaiPhongSoc.Web.Search;

/// <summary>Events by KQL and time. The question is the address; the newest hits come first, count and histogram follow.</summary>
public partial class SearchPage
{
    private const int PageSize = 100;
    private const int Bars = 60;

    private readonly List<StoredEvent> _hits = [];
    private TimeRange _range = TimeRange.Read(null, null, null, 0);
    private (string? Query, string? Recent, string? From, string? To)? _asked;
    private CancellationTokenSource? _running;
    private KqlError? _error;
    private EventQuery _question = new();
    private EventStore.SearchPage? _page;
    private IReadOnlyList<HistogramBucket> _histogram = [];
    private (string Field, IReadOnlyList<ValueCount> Values)? _top;
    private long? _total;
    private string _text = "";
    private string? _from;
    private string? _to;
    private bool _own;
    private bool _searching;

    [Inject]
    private EventReading Store { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "khoang")]
    private string? Length { get; set; }

    [SupplyParameterFromQuery(Name = "tu")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "den")]
    private string? To { get; set; }

    private bool IsEmptyStore => Store.State is { SealedEvents: 0, UnsealedEvents: 0 };

    protected override Task OnParametersSetAsync()
    {
        if (_asked == (Query, Length, From, To))
            return Task.CompletedTask;
        _asked = (Query, Length, From, To);
        _text = Query ?? "";
        return SearchAsync();
    }

    private async Task SearchAsync()
    {
        _range = TimeRange.Read(Length, From, To, Now);
        (_from, _to, _own) = (LocalTime.Input(_range.From), LocalTime.Input(_range.To), _range.Recent is null);
        (_page, _total, _histogram, _top) = (null, null, [], null);
        _hits.Clear();
        // A new question ends the old one, also where it cannot be asked itself.
        Stop();
        if (!KqlQuery.TryParse(Query ?? "", out var query, out _error))
            return;
        _running = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        var stop = _running.Token;
        _question = new EventQuery { Query = query, From = _range.From, To = _range.To };
        _searching = true;
        try
        {
            var page = await Store.SearchAsync(Me, new SearchRequest { Query = query, From = _range.From, To = _range.To, Limit = PageSize }, stop);
            stop.ThrowIfCancellationRequested();
            _page = page;
            _hits.AddRange(_page.Hits);
            _searching = false;
            StateHasChanged();
            if (_hits.Count == 0)
            {
                _total = 0;
                return;
            }

            var histogram = await Store.HistogramAsync(Me, _question, Bars, stop);
            stop.ThrowIfCancellationRequested();
            _histogram = histogram;
            _total = _histogram.Sum(bucket => bucket.Count);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The question was replaced, or the page left.
        }
    }

    private async Task MoreAsync()
    {
        if (_page?.Cursor is not { } cursor || _searching || _running is not { } running)
            return;
        var (question, stop) = (_question, running.Token);
        _searching = true;
        try
        {
            var page = await Store.SearchAsync(
                Me, new SearchRequest { Query = question.Query, From = question.From, To = question.To, Limit = PageSize, Before = cursor }, stop);
            if (!ReferenceEquals(question, _question) || stop.IsCancellationRequested)
                return;
            _page = page;
            _hits.AddRange(page.Hits);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The question was replaced, or the page left.
        }
        finally
        {
            // What a newer question is doing is not ours to end.
            if (ReferenceEquals(running, _running))
                _searching = false;
        }
    }

    private async Task PivotAsync(Pivot pivot)
    {
        if (pivot.Count)
        {
            _top = (pivot.Field, await Store.TopAsync(Me, _question, pivot.Field, 10, Gone));
            return;
        }

        var condition = KqlText.Equal(pivot.Field, pivot.Value);
        Go(KqlText.And(Query, pivot.Exclude ? $"not {condition}" : condition));
    }

    private void CloseTop() => _top = null;

    private void Submit()
    {
        var (from, to) = _own ? (_from, _to) : (null, null);
        var same = (_text.Trim(), from, to) == (Query ?? "", From, To);
        if (same && _range.Recent is not null)
            _ = InvokeAsync(AgainAsync);
        else
            Go(_text.Trim(), _own ? null : _range.Recent, from, to);
    }

    private async Task AgainAsync()
    {
        await SearchAsync();
        StateHasChanged();
    }

    private void Recent(string? length)
    {
        if (string.IsNullOrEmpty(length))
            _own = true;
        else
            Go(_text.Trim(), length, null, null);
    }

    private void Into(HistogramBucket bucket) => Go(Query ?? "", null, LocalTime.Input(bucket.From), LocalTime.Input(bucket.To + 59_999_999));

    private void Go(string query) => Go(query, Length, From, To);

    private void Go(string query, string? length, string? from, string? to) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["q"] = query.Length == 0 ? null : query,
            ["khoang"] = length == TimeRange.Default ? null : length,
            ["tu"] = from,
            ["den"] = to,
        }));

    protected override ValueTask LeaveAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private void Stop()
    {
        _running?.Cancel();
        _running?.Dispose();
        (_running, _searching) = (null, false);
    }
}
