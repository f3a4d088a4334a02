namespace HaiPhongSoc.Operations.Mediation;

/// <summary>
/// What a refusal must leave behind although everything else of the command is rolled back, for example a failed attempt that counts. Each step runs in
/// a transaction of its own after the rollback and before the command answers; what it reads is read anew.
/// </summary>
internal sealed class AfterRefusal
{
    private readonly List<Func<CancellationToken, Task>> _steps = [];

    public IReadOnlyList<Func<CancellationToken, Task>> Steps => _steps;

    public void Add(Func<CancellationToken, Task> step) => _steps.Add(step);
}
