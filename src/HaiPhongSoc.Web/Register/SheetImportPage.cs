using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Sheets;
using HaiPhongSoc.Web.Frame;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace HaiPhongSoc.Web.Register;

/// <summary>A page that takes a table from a file: chosen, looked at, confirmed. What was seen is what is done; what somebody changed meanwhile is shown again first.</summary>
/// <typeparam name="TPreview">What the file would do.</typeparam>
/// <typeparam name="TDone">What it did.</typeparam>
public abstract class SheetImportPage<TPreview, TDone> : ConsolePage
    where TPreview : class
    where TDone : class
{
    private ReadOnlyMemory<byte> _file;
    private ReadOnlyMemory<byte> _faultyRows;

    protected string FileName { get; private set; } = "";

    protected bool Reads { get; private set; }

    protected bool Writes { get; private set; }

    protected bool ChangedMeanwhile { get; private set; }

    /// <summary>Why the file as a whole is not read.</summary>
    protected Wording? Refused { get; private set; }

    protected TPreview? Preview { get; private set; }

    protected TDone? Done { get; private set; }

    /// <summary>The name under which rows at fault are kept; empty where they refuse the whole file.</summary>
    protected virtual string FaultyRowsName => "";

    protected abstract IQuery<TPreview> Ask(ReadOnlyMemory<byte> file);

    protected abstract ICommand<TDone> Do(ReadOnlyMemory<byte> file, TPreview seen);

    protected virtual ReadOnlyMemory<byte> FaultyRowsOf(TPreview preview) => default;

    /// <summary>The file was taken over as it was seen.</summary>
    protected virtual void Took(TPreview preview)
    {
    }

    protected async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        if (chosen.FileCount == 0)
            return;
        Discard();
        FileName = chosen.File.Name;
        if (chosen.File.Size > PreviewAssetImport.LargestFile)
        {
            Refused = PreviewAssetImport.TooLarge;
            return;
        }

        Reads = true;
        await using var content = chosen.File.OpenReadStream(PreviewAssetImport.LargestFile, Gone);
        using var memory = new MemoryStream();
        await content.CopyToAsync(memory, Gone);
        _file = memory.ToArray();
        await PreviewAsync();
    }

    protected async Task PreviewAsync()
    {
        Reads = true;
        var outcome = await Operations.SendAsync(Ask(_file), Gone);
        (Reads, Preview, Refused) = (false, outcome.Value, outcome.Fault?.Message);
        _faultyRows = Preview is { } preview ? FaultyRowsOf(preview) : default;
    }

    protected async Task ConfirmAsync()
    {
        if (Preview is not { } seen || Writes)
            return;
        Writes = true;
        var outcome = await Operations.SendAsync(Do(_file, seen), Gone);
        Writes = false;
        if (outcome.IsSuccess)
        {
            Took(seen);
            (Done, Preview, _file) = (outcome.Value, null, default);
            return;
        }

        ChangedMeanwhile = outcome.Fault.Kind == FaultKind.Conflict;
        if (ChangedMeanwhile)
            await PreviewAsync();
        else
            Say(outcome.Fault);
    }

    protected void Discard() => (_file, _faultyRows, Preview, Done, Refused, ChangedMeanwhile) = (default, default, null, null, null, false);

    // Made for this page alone: no address leads to it.
    protected async Task SaveFaultyAsync()
    {
        using var content = new DotNetStreamReference(new MemoryStream(_faultyRows.ToArray()));
        await Browser.InvokeVoidAsync("socSave", Gone, FaultyRowsName, content);
    }
}
