using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>The token is good for nothing from now on, and cannot be brought back.</summary>
public sealed record RevokeToken(Actor Actor, string TokenId, string Reason) : ICommand<TokenRevoked>;

public sealed record TokenRevoked(string Id);

internal sealed class RevokeTokenValidator : AbstractValidator<RevokeToken>
{
    public RevokeTokenValidator() =>
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do thu hồi (nhiều nhất 1.000 ký tự) | say why it is revoked (1,000 characters at most)");
}

internal sealed class RevokeTokenHandler(OperationsDbContext database, ApiTokens tokens, AfterCommit afterCommit, CityTime time)
    : IRequestHandler<RevokeToken, Outcome<TokenRevoked>>
{
    public async Task<Outcome<TokenRevoked>> Handle(RevokeToken request, CancellationToken cancellationToken)
    {
        var token = await database.ApiTokens.SingleOrDefaultAsync(t => t.Id == request.TokenId, cancellationToken);
        if (token is null)
            return Faults.NotFound("mã này", "this token");
        if (token.RevokedAt is not null)
            return Faults.Refused("token.revoked", "mã đã bị thu hồi", "the token is revoked already");
        var (now, reason) = (time.Now, request.Reason.Trim());
        (token.RevokedAt, token.RevokedBy) = (now, request.Actor.Name);
        token.Version++;
        database.Add(HistoryRecord.Of(
            ServiceAccount.SubjectOf(token.ServiceAccountId), now, request.Actor, new Wording($"thu hồi mã {token.Id} — {reason}", $"revoked token {token.Id} — {reason}")));
        afterCommit.Add(_ => tokens.ForgetAsync());
        return new TokenRevoked(token.Id);
    }
}
