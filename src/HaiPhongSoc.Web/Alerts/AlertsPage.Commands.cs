using System.Globalization;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Language;

namespace HaiPhongSoc.Web.Alerts;

/// <summary>What a person does to alerts of the queue, one or many at once.</summary>
public partial class AlertsPage
{
    private async Task TakeAsync(IReadOnlyList<long> ids)
    {
        var done = await EachAsync(ids, row => new TakeAlert(Me, row.Id, row.Version));
        if (done.Count > 0)
            Notices.Add(done.Count == 1 ? Texts["Alerts.Taken"] : Texts["Alerts.TakenMany", Figures.Of(done.Count)], MudBlazor.Severity.Normal);
    }

    private void StartClosing(IReadOnlyList<long> ids)
    {
        _closing = ids;
        StateHasChanged();
    }

    private void CancelClosing()
    {
        _closing = null;
        StateHasChanged();
    }

    private async Task CloseAsync(AlertVerdict verdict)
    {
        if (_closing is not { } ids)
            return;
        var done = await EachAsync(ids, row => new CloseAlert(Me, row.Id, row.Version, verdict.Verdict, verdict.Note));
        // Refused: the form stays, with what was typed.
        if (done.Count == 0)
            return;
        _closing = null;
        await ForgetDraftAsync(DraftOf(ids));
        Func<Task> takeBack = () => TakeBackClosingAsync(done);
        Undo.Offer(takeBack);
        SayWithUndo(Texts["Alerts.Closed", Figures.Of(done.Count), Texts.Of(verdict.Verdict)], takeBack);
    }

    private async Task TakeBackClosingAsync(IReadOnlyList<Changed> closed)
    {
        foreach (var alert in closed)
        {
            await DoAsync(new ReopenAlert(Me, alert.Id, alert.Version, Texts["Undo.Reason"]), CancellationToken.None);
        }

        // The notice outlives the page.
        if (!HasLeft)
            await ShowAgainAsync([.. closed.Select(alert => alert.Id)]);
    }

    private async Task ReopenAsync(string reason)
    {
        if (_detail is null)
            return;
        var row = _detail.Row;
        if (await DoAsync(new ReopenAlert(Me, row.Id, row.Version, reason)) is not null)
            await ForgetDraftAsync($"reopen-alert-{row.Id}");
        await ShowAgainAsync([row.Id]);
    }

    private static string DraftOf(IReadOnlyList<long> ids) =>
        "closing-" + string.Join('-', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));

    // One record, one command: each is in the history of its own, and a refusal of one does not undo the others.
    private async Task<IReadOnlyList<Changed>> EachAsync(IReadOnlyList<long> ids, Func<AlertRow, ICommand<Changed>> command)
    {
        if (_busy)
            return [];
        _busy = true;
        try
        {
            var done = new List<Changed>();
            foreach (var id in ids)
            {
                var row = _rows?.Find(r => r.Id == id) ?? (_detail?.Row.Id == id ? _detail.Row : null);
                if (row is not null && await DoAsync(command(row)) is { } changed)
                    done.Add(changed);
            }

            _marked.Clear();
            await ShowAgainAsync(ids);
            return done;
        }
        finally
        {
            _busy = false;
        }
    }

    // The rows stay where they are, with what is now true of them.
    private async Task ShowAgainAsync(IReadOnlyList<long> ids)
    {
        foreach (var id in ids)
        {
            var at = _rows?.FindIndex(row => row.Id == id) ?? -1;
            if (at >= 0 && (await Operations.SendAsync(new GetAlert(Me, id), Gone)).Value is { } now)
                _rows![at] = now.Row;
        }

        _counts = await AskAsync(new CountAlerts(Me));
        await ShowSelectedAsync();
        StateHasChanged();
    }
}
