namespace HaiPhongSoc.Web.Frame;

/// <summary>The last thing this person did in this window that can be taken back by <c>Z</c> or the notice's button.</summary>
internal sealed class Undo
{
    private Func<Task>? _last;

    public void Offer(Func<Task> takeBack) => _last = takeBack;

    /// <summary>Takes the last thing back, once; false where there is nothing.</summary>
    public async Task<bool> RunAsync()
    {
        if (Interlocked.Exchange(ref _last, null) is not { } takeBack)
            return false;
        await takeBack();
        return true;
    }
}
