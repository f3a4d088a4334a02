using System.Threading.Channels;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Language;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace HaiPhongSoc.Web.Frame;

/// <summary>
/// What every page needs: who asks, the one door to Operations, and being told when what it shows has changed. A page that concerns itself with facts is
/// refreshed at most twice a second however many come, and rendered every half minute so that "time left" stays true.
/// </summary>
public abstract class ConsolePage : SignedInComponent, IAsyncDisposable
{
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _gone = new();
    private readonly Channel<bool> _stale = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationToken _left;

    // Kept here: the source cannot be asked for it once it is disposed, and what was started on the page may still run then.
    protected ConsolePage() => _left = _gone.Token;

    [Inject]
    protected IOperations Operations { get; set; } = default!;

    [Inject]
    protected IOperationsFeed Feed { get; set; } = default!;

    [Inject]
    protected TimeProvider Clock { get; set; } = default!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    protected ISnackbar Notices { get; set; } = default!;

    [Inject]
    protected Words Texts { get; set; } = default!;

    [Inject]
    protected IJSRuntime Browser { get; set; } = default!;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone => _left;

    protected bool HasLeft => _left.IsCancellationRequested;

    protected long Now => UtcMicroseconds.Now(Clock);

    /// <summary>Why the page has nothing to show; null where it has.</summary>
    protected Fault? Fault { get; private set; }

    /// <summary>True for facts after which <see cref="RefreshAsync"/> shows something else.</summary>
    protected virtual bool Concerns(OperationsFact fact) => false;

    protected virtual Task RefreshAsync() => Task.CompletedTask;

    /// <summary>The answer, or null with <see cref="Fault"/> set; null and nothing set where <paramref name="stillAsked"/> no longer holds.</summary>
    protected async Task<T?> AskAsync<T>(IQuery<T> query, Func<bool>? stillAsked = null)
        where T : class
    {
        var outcome = await Operations.SendAsync(query, Gone);
        if (stillAsked?.Invoke() == false)
            return null;
        Fault = outcome.Fault;
        return outcome.Value;
    }

    /// <summary>Does it and says what a refusal says; null where it was refused.</summary>
    protected Task<T?> DoAsync<T>(ICommand<T> command)
        where T : class => DoAsync(command, Gone);

    /// <summary>The same for what must be done even if the page is left, such as taking something back.</summary>
    protected async Task<T?> DoAsync<T>(ICommand<T> command, CancellationToken stop)
        where T : class
    {
        var outcome = await Operations.SendAsync(command, stop);
        if (outcome.IsSuccess)
            return outcome.Value;
        Say(outcome.Fault);
        return null;
    }

    /// <summary>This page's address with one parameter changed; without a value it is left out.</summary>
    protected string With(string name, string? value) => With([(name, value)]);

    /// <summary>The same with several.</summary>
    protected string With(params (string Name, string? Value)[] changed) => Navigation.GetUriWithQueryParameters(
        changed.ToDictionary(c => c.Name, c => (object?)(string.IsNullOrWhiteSpace(c.Value) ? null : c.Value), StringComparer.Ordinal));

    protected void Go(string name, string? value) => Navigation.NavigateTo(With(name, value));

    /// <summary>Goes where several parameters of this page say something else; one that is null is left out.</summary>
    protected void Narrow(IReadOnlyDictionary<string, object?> filters) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(filters));

    /// <summary>What was typed has arrived: the browser need not keep it.</summary>
    protected ValueTask ForgetDraftAsync(string key) => Browser.InvokeVoidAsync("socDrafts.clear", Gone, key);

    protected void Say(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var text = fault.Kind == FaultKind.Conflict ? Texts["Conflict.Changed"] : Sentences.Of(fault.Message);
        Notices.Add(text, MudBlazor.Severity.Warning, options => options.VisibleStateDuration = 12_000);
    }

    /// <summary>Says what was done, with a button that takes it back.</summary>
    protected void SayWithUndo(string text, Func<Task> takeBack)
    {
        Notices.Add(text, MudBlazor.Severity.Normal, options =>
        {
            options.Action = Texts["Undo.Do"];
            options.OnClick = _ => InvokeAsync(takeBack);
        });
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
            return;
        _ = Quietly(ListenAsync);
        _ = Quietly(FollowAsync);
        _ = Quietly(TickAsync);
    }

    private async Task ListenAsync()
    {
        await foreach (var fact in Feed.ReadAsync(Gone))
        {
            if (fact is FactsMissed || Concerns(fact))
                _stale.Writer.TryWrite(true);
        }
    }

    private async Task FollowAsync()
    {
        await foreach (var _ in _stale.Reader.ReadAllAsync(Gone))
        {
            await InvokeAsync(async () =>
            {
                await RefreshAsync();
                StateHasChanged();
            });
            await Task.Delay(Calm, Clock, Gone);
        }
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Tick, Clock);
        while (await timer.WaitForNextTickAsync(Gone))
            await InvokeAsync(StateHasChanged);
    }

    // Leaving the page ends the loops; any other end is a bug that the page's error boundary shows.
    private async Task Quietly(Func<Task> loop)
    {
        try
        {
            await loop();
        }
        catch (OperationCanceledException) when (HasLeft)
        {
        }
        catch (ObjectDisposedException) when (HasLeft)
        {
        }
#pragma warning disable CA1031 // the loop has no caller: whatever it was goes to the error boundary
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(fault);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        await _gone.CancelAsync();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a page must give back when it is left.</summary>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;
}
