using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>A wrong password at the door: one more on the account, which locks it where it was one too many. Any number may be counted at once; none is lost.</summary>
/// <param name="Actor">The account that was tried.</param>
public sealed record CountFailedSignIn(Actor Actor) : ICommand<FailedSignIn>;

/// <param name="IsLocked">True where this one locked the account.</param>
public sealed record FailedSignIn(bool IsLocked);

internal sealed class CountFailedSignInHandler(OperationsDbContext database, AccountPolicy policy) : IRequestHandler<CountFailedSignIn, Outcome<FailedSignIn>>
{
    public async Task<Outcome<FailedSignIn>> Handle(CountFailedSignIn request, CancellationToken cancellationToken)
    {
        if (await database.Users.FirstOrDefaultAsync(u => u.Id == request.Actor.AccountId, cancellationToken) is not { } account)
            return Faults.NotFound("tài khoản này", "this account");
        return new FailedSignIn(policy.CountFailure(account));
    }
}
