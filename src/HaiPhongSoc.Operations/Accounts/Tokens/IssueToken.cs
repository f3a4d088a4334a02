using FluentValidation;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Accounts.Tokens;

/// <summary>What a token is to be.</summary>
/// <param name="Label">Where it is used.</param>
/// <param name="Scopes">Of <see cref="TokenScopes.Of"/> the account's roles.</param>
/// <param name="Days">How long it is in force; no longer than <see cref="TokenOptions.LongestDays"/>.</param>
/// <param name="ReplacesId">The token whose place it takes (rotation): that one ends after the overlap.</param>
/// <param name="OverlapHours">How long both are in force, 0 to 168.</param>
public sealed record TokenDraft(
    string ServiceAccountId, string Label, IReadOnlyList<string> Scopes, int Days, string? ReplacesId = null, int OverlapHours = 24);

/// <summary>Issues a token that only reads. The text is in the answer and nowhere else.</summary>
public sealed record IssueToken(Actor Actor, TokenDraft Draft) : ICommand<IssuedToken>;

/// <summary>Issues a token that may change something. The text is in the answer and nowhere else.</summary>
public sealed record IssueWriteToken(Actor Actor, TokenDraft Draft, string Reason) : ICommand<IssuedToken>, INeedsApproval;

/// <param name="Text">Show it once; nobody can read it again.</param>
public sealed record IssuedToken(string Id, string Text, long ExpiresAt) : IRevealsOnce
{
    public string Revealed => Text;

    public override string ToString() => $"IssuedToken {{ Id = {Id} }}";
}

internal sealed class IssueTokenValidator : AbstractValidator<IssueToken>
{
    public IssueTokenValidator(IOptions<OperationsOptions> options)
    {
        RuleFor(r => r.Draft).SetValidator(new TokenDraftValidator(options.Value.Tokens.LongestDays));
        RuleFor(r => r.Draft.Scopes).Must(scopes => !scopes.Any(TokenScopes.Writes))
            .WithMessage("mã có quyền ghi cần người thứ hai duyệt: gửi đề nghị | a token that writes needs a second person: ask for it");
    }
}

internal sealed class IssueWriteTokenValidator : AbstractValidator<IssueWriteToken>
{
    public IssueWriteTokenValidator(IOptions<OperationsOptions> options)
    {
        RuleFor(r => r.Draft).SetValidator(new TokenDraftValidator(options.Value.Tokens.LongestDays));
        RuleFor(r => r.Reason).Filled(1_000).WithMessage("ghi lý do (nhiều nhất 1.000 ký tự) | give the reason (1,000 characters at most)");
    }
}

internal sealed class TokenDraftValidator : AbstractValidator<TokenDraft>
{
    public TokenDraftValidator(int longestDays)
    {
        RuleFor(d => d.Label).Filled(100)
            .WithMessage("ghi nơi dùng mã (nhiều nhất 100 ký tự) | say where the token is used (100 characters at most)");
        RuleFor(d => d.Scopes).NotEmpty().Must(scopes => scopes.Count <= 100)
            .WithMessage("chọn ít nhất một phạm vi | choose one scope at least");
        RuleFor(d => d.Days).InclusiveBetween(1, longestDays)
            .WithMessage($"thời hạn từ 1 đến {longestDays} ngày | a token lives 1 to {longestDays} days");
        RuleFor(d => d.OverlapHours).InclusiveBetween(0, 168)
            .WithMessage("mã cũ dùng thêm từ 0 đến 168 giờ | the old token stays for 0 to 168 hours");
    }
}

internal sealed class IssueTokenHandler(TokenIssue issue) : IRequestHandler<IssueToken, Outcome<IssuedToken>>
{
    public Task<Outcome<IssuedToken>> Handle(IssueToken request, CancellationToken cancellationToken) =>
        issue.RunAsync(request.Actor, request.Draft, cancellationToken);
}

internal sealed class IssueWriteTokenHandler(TokenIssue issue) : IRequestHandler<IssueWriteToken, Outcome<IssuedToken>>
{
    public Task<Outcome<IssuedToken>> Handle(IssueWriteToken request, CancellationToken cancellationToken) =>
        issue.RunAsync(request.Actor, request.Draft, cancellationToken);
}

internal sealed class IssueWriteTokenCase(TokenIssue issue) : IApprovalCase<IssueWriteToken>
{
    public Task<Outcome<ApprovalCase>> OfAsync(IssueWriteToken command, CancellationToken cancellationToken) =>
        issue.CaseAsync(command.Actor, command.Draft, cancellationToken);
}

/// <summary>Issuing, whatever the scopes are.</summary>
internal sealed class TokenIssue(
    OperationsDbContext database, ServiceAccountChecks checks, ApiTokens tokens, AfterCommit afterCommit, CityTime time, IOptions<OperationsOptions> options)
{
    public async Task<Outcome<IssuedToken>> RunAsync(Actor actor, TokenDraft draft, CancellationToken cancellationToken)
    {
        var account = await database.ServiceAccounts.SingleOrDefaultAsync(a => a.Id == draft.ServiceAccountId, cancellationToken);
        if (account is null)
            return Faults.NotFound("tài khoản dịch vụ này", "this service account");
        var issued = await database.ApiTokens.Where(t => t.ServiceAccountId == account.Id).ToListAsync(cancellationToken);
        var now = time.Now;
        if (Decide(account, issued, draft, now, options.Value.Tokens) is { } refused)
            return refused;
        if (checks.MayGrant(actor, account.Roles, account.OrganisationCode) is { } notYours)
            return notYours;

        var id = TokenText.NewId();
        var text = TokenText.Write(TokenText.Program, id);
        var token = new ApiToken
        {
            Id = id,
            ServiceAccountId = account.Id,
            Label = draft.Label.Trim(),
            Hash = TokenText.Hash(text),
            Roles = [.. account.Roles],
            Scopes = [.. draft.Scopes.Distinct(StringComparer.Ordinal)],
            IssuedAt = now,
            IssuedBy = actor.Name,
            ExpiresAt = now + TimeSpan.FromDays(draft.Days).Microseconds(),
        };
        database.Add(token);
        database.Add(HistoryRecord.Of(account.Subject, now, actor, new Wording(
            $"cấp mã {token.Id} «{token.Label}»: {string.Join(", ", token.Scopes)}", $"issued token {token.Id} “{token.Label}”: {string.Join(", ", token.Scopes)}")));
        if (issued.Find(t => t.Id == draft.ReplacesId) is { } old)
            Replace(old, token, now + TimeSpan.FromHours(draft.OverlapHours).Microseconds());
        afterCommit.Add(_ => tokens.ForgetAsync());
        return new IssuedToken(token.Id, text, token.ExpiresAt);
    }

    /// <summary>What a second person is asked about.</summary>
    public async Task<Outcome<ApprovalCase>> CaseAsync(Actor actor, TokenDraft draft, CancellationToken cancellationToken)
    {
        if (await database.ServiceAccounts.SingleOrDefaultAsync(a => a.Id == draft.ServiceAccountId, cancellationToken) is not { } account)
            return Faults.NotFound("tài khoản dịch vụ này", "this service account");
        var issued = await database.ApiTokens.Where(t => t.ServiceAccountId == account.Id).ToListAsync(cancellationToken);
        if ((Decide(account, issued, draft, time.Now, options.Value.Tokens) ?? checks.MayGrant(actor, account.Roles, account.OrganisationCode)) is { } fault)
            return fault;
        var scopes = string.Join(", ", draft.Scopes);
        return new ApprovalCase(
            new Wording(
                $"cấp mã «{draft.Label.Trim()}» cho tài khoản dịch vụ {account.Name}, {draft.Days} ngày: {scopes}",
                $"issue a token “{draft.Label.Trim()}” to the service account {account.Name} for {draft.Days} days: {scopes}"),
            account.Subject,
            account.Version,
            account.OwnerId == actor.AccountId ? [] : [account.OwnerId],
            Administration.Protected.Is(account.Roles));
    }

    internal static Fault? Decide(ServiceAccount account, List<ApiToken> issued, TokenDraft draft, long now, TokenOptions bounds)
    {
        if (account.Disabled)
            return Faults.Refused("service-account.disabled", "tài khoản dịch vụ đã ngừng: cho hoạt động lại trước", "the service account is disabled: enable it first");
        var allowed = TokenScopes.Of(account.Roles);
        if (draft.Scopes.FirstOrDefault(scope => !allowed.Contains(scope, StringComparer.Ordinal)) is not null)
        {
            return Faults.Invalid(
                "token.scope", "có phạm vi vượt vai trò của tài khoản dịch vụ: bỏ phạm vi đó hoặc thêm vai trò", "a scope goes beyond the account's roles: leave it out, or add the role");
        }

        if (draft.ReplacesId is { } replaced)
        {
            if (issued.Find(t => t.Id == replaced) is not { } old || !old.IsInForce(now))
                return Faults.Refused("token.replaces", "mã cần thay không còn hiệu lực: cấp mã mới", "the token to be replaced is no longer in force: issue a new one");
            if (draft.Scopes.Except(old.Scopes, StringComparer.Ordinal).Any())
                return Faults.Invalid("token.replaces-scope", "mã thay thế không được rộng hơn mã cũ: cấp mã mới", "a replacement is no wider than the old token: issue a new one");
        }

        return issued.Count(t => t.IsInForce(now)) >= bounds.MostPerAccount
            ? Faults.Refused("token.too-many", "tài khoản đã có quá nhiều mã: thu hồi bớt mã không dùng", "the account has too many tokens: revoke those that nobody uses")
            : null;
    }

    private static void Replace(ApiToken old, ApiToken by, long until)
    {
        old.ExpiresAt = Math.Min(old.ExpiresAt, until);
        old.ReplacedById = by.Id;
        old.Version++;
    }
}
