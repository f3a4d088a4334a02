namespace HaiPhongSoc.Operations.Mediation;

/// <summary>What must follow a commit at once, before the command answers: in-memory state that mirrors the records.</summary>
internal sealed class AfterCommit
{
    private readonly List<Func<CancellationToken, Task>> _steps = [];

    public void Add(Func<CancellationToken, Task> step) => _steps.Add(step);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var step in _steps)
            await step(cancellationToken);
        _steps.Clear();
    }
}
