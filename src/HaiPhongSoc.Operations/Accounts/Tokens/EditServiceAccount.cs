using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>
/// Changes what is said of a service account. Roles that are taken away are gone from its tokens at once; roles that are added reach only tokens that
/// are issued afterwards. The organisation cannot change while tokens are in force: they would reach elsewhere.
/// </summary>
public sealed record EditServiceAccount(Actor Actor, string Id, long Version, ServiceAccountDraft Draft) : ICommand<ServiceAccountCreated>;

internal sealed class EditServiceAccountValidator : AbstractValidator<EditServiceAccount>
{
    public EditServiceAccountValidator() => RuleFor(r => r.Draft).SetValidator(new ServiceAccountDraftValidator());
}

internal sealed class EditServiceAccountHandler(
    OperationsDbContext database, ServiceAccountChecks checks, ApiTokens tokens, AfterCommit afterCommit, CityTime time)
    : IRequestHandler<EditServiceAccount, Outcome<ServiceAccountCreated>>
{
    public async Task<Outcome<ServiceAccountCreated>> Handle(EditServiceAccount request, CancellationToken cancellationToken)
    {
        var account = await database.ServiceAccounts.SingleOrDefaultAsync(a => a.Id == request.Id, cancellationToken);
        if (account is null)
            return Faults.NotFound("tài khoản dịch vụ này", "this service account");
        if (account.Version != request.Version)
            return Faults.Conflict;
        if (await checks.FaultOfAsync(request.Actor, request.Draft, account.Id, cancellationToken) is { } fault)
            return fault;
        var now = time.Now;
        if (account.OrganisationCode != request.Draft.OrganisationCode
            && await database.ApiTokens.AnyAsync(t => t.ServiceAccountId == account.Id && t.RevokedAt == null && t.ExpiresAt > now, cancellationToken))
        {
            return Faults.Refused(
                "service-account.tokens", "thu hồi các mã đang dùng trước khi đổi đơn vị", "revoke the tokens in force before the organisation is changed");
        }

        ServiceAccountChecks.Write(account, request.Draft);
        account.Version++;
        database.Add(HistoryRecord.Of(account.Subject, now, request.Actor, new Wording("sửa tài khoản dịch vụ", "edited the service account")));
        afterCommit.Add(_ => tokens.ForgetAsync());
        return new ServiceAccountCreated(account.Id, account.Version);
    }
}
