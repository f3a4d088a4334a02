using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>Proves the second factor with a code from paper, which is void afterwards. A wrong one counts like a wrong password.</summary>
public sealed record UseRecoveryCode(Actor Actor, string Code) : ICommand<RecoveryCodesLeft>
{
    // Codes stay out of logs.
    public override string ToString() => $"UseRecoveryCode {{ Actor = {Actor.AccountId} }}";
}

/// <param name="Count">How many codes can still be used.</param>
public sealed record RecoveryCodesLeft(int Count);

internal sealed class UseRecoveryCodeHandler(SecondStep step, RecoveryCodes codes, OperationsDbContext database, CityTime time)
    : IRequestHandler<UseRecoveryCode, Outcome<RecoveryCodesLeft>>
{
    public async Task<Outcome<RecoveryCodesLeft>> Handle(UseRecoveryCode request, CancellationToken cancellationToken)
    {
        var opened = await step.OpenAsync(request.Actor.AccountId, cancellationToken);
        if (!opened.IsSuccess)
            return opened.Fault;
        var id = opened.Value.Id;
        if (!await codes.TakeAsync(id, request.Code, cancellationToken))
            return step.Refuse(id);
        await database.SaveChangesAsync(cancellationToken);
        var left = await codes.LeftAsync(id, cancellationToken);
        database.Add(HistoryRecord.Of($"account:{id}", time.Now, request.Actor, new Wording(
            $"đăng nhập bằng mã dự phòng, còn {Text(left)} mã", $"signed in with a recovery code, {Text(left)} left")));
        return new RecoveryCodesLeft(left);
    }

    private static string Text(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
