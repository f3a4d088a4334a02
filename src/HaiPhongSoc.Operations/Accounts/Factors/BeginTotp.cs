using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>
/// Begins to set up an authenticator app: a new secret, which counts for nothing before <see cref="ConfirmTotp"/> has seen a code of it. One that is in
/// use stays in use until then.
/// </summary>
/// <param name="Again">True: a secret that is waiting for its first code is shown again rather than replaced, so that a wrong code or a reload costs no second scan.</param>
public sealed record BeginTotp(Actor Actor, bool Again = false) : ICommand<TotpSetUp>;

/// <param name="Secret">Base32, to be typed where no picture can be read. Shown to its owner, stored sealed.</param>
/// <param name="Address">The <c>otpauth:</c> address that the picture holds.</param>
public sealed record TotpSetUp(string Secret, string Address)
{
    public override string ToString() => nameof(TotpSetUp);
}

internal sealed class BeginTotpHandler(OperationsDbContext database, IEnumerable<ISecretSeal> seals) : IRequestHandler<BeginTotp, Outcome<TotpSetUp>>
{
    private const string Issuer = "SOC Hai Phong";

    public async Task<Outcome<TotpSetUp>> Handle(BeginTotp request, CancellationToken cancellationToken)
    {
        if (await database.Users.FirstOrDefaultAsync(u => u.Id == request.Actor.AccountId, cancellationToken) is not { } account)
            return Faults.NotFound("tài khoản này", "this account");
        var seal = seals.Single();
        var secret = request.Again && account.NextTotpSecret is { } waiting ? seal.Open(waiting) : null;
        if (secret is null)
        {
            secret = TotpCodes.NewSecret();
            account.NextTotpSecret = seal.Seal(secret);
        }

        return new TotpSetUp(secret, TotpCodes.Address(secret, account.UserName ?? account.Id, Issuer));
    }
}
