using FluentValidation;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Administration;

/// <summary>How an account stands.</summary>
public enum AccountState
{
    Active = 1,

    /// <summary>Too many wrong passwords or codes, for a while.</summary>
    Locked = 2,

    /// <summary>By an administrator.</summary>
    Disabled = 3,

    /// <summary>Nobody signed in for longer than the profile allows.</summary>
    Idle = 4,
}

/// <param name="Text">Part of the name or sign-in name; without case and diacritics.</param>
public sealed record AccountFilter(string? Text = null, string? Role = null, string? OrganisationCode = null, AccountState? State = null);

/// <summary>The accounts that the actor administers, by name.</summary>
public sealed record SearchAccounts(Actor Actor, AccountFilter Filter, string? Cursor = null, int Take = 50) : IQuery<ListPage<AccountSummary>>, IReadsPersonalData;

/// <param name="IdleDays">Whole days since the last sign-in, or since it was made.</param>
public sealed record AccountSummary(
    string Id, long Version, string UserName, string DisplayName, IReadOnlyList<string> Roles, string? OrganisationCode, string? OrganisationName, AccountState State,
    long CreatedAt, long? LastSignInAt, int IdleDays, bool HasSecondFactor, bool MustChangePassword);

/// <summary>One account with its history.</summary>
public sealed record GetAccount(Actor Actor, string Id) : IQuery<AccountView>, IReadsPersonalData
{
    public string ReadSubject => $"account:{Id}";
}

/// <param name="IsOwn">The actor's: nobody administers the own account.</param>
public sealed record AccountView(AccountSummary Row, bool IsOwn, IReadOnlyList<HistoryView> History, IReadOnlyList<OrganisationChoice> Organisations);

/// <param name="HasEnded">Nobody new belongs to it.</param>
public sealed record OrganisationChoice(string Code, string Name, bool HasEnded);

internal sealed class SearchAccountsValidator : AbstractValidator<SearchAccounts>
{
    public SearchAccountsValidator() =>
        RuleFor(r => r.Take).InclusiveBetween(1, 500).WithMessage("mỗi trang từ 1 đến 500 dòng | a page has 1 to 500 rows");
}

internal sealed class SearchAccountsHandler(OperationsDbContext database, AccountSummaries summaries) : IRequestHandler<SearchAccounts, Outcome<ListPage<AccountSummary>>>
{
    public async Task<Outcome<ListPage<AccountSummary>>> Handle(SearchAccounts request, CancellationToken cancellationToken)
    {
        if (!Cursor.TryRead(request.Cursor, 1, out var after))
            return Faults.Cursor;
        var accounts = await database.Users.Where(u => database.Reach.IsCity || database.Reach.Organisations.Contains(u.OrganisationCode!)).ToListAsync(cancellationToken);
        var all = await summaries.OfAsync(accounts, cancellationToken);

        // A city has some thousand accounts: names are folded and ordered here, alike on every database.
        var matching = all.FindAll(a => Matches(a, request.Filter));
        var from = (int)Math.Clamp(after is [var skipped] ? skipped : 0, 0, matching.Count);
        var shown = matching.Skip(from).Take(request.Take).ToList();
        var next = from + shown.Count < matching.Count ? Cursor.Write(from + shown.Count) : null;
        return new ListPage<AccountSummary>(shown, next, matching.Count, all.Count);
    }

    private static bool Matches(AccountSummary a, AccountFilter filter) =>
        (filter.Role is null || a.Roles.Contains(filter.Role, StringComparer.Ordinal))
        && (filter.OrganisationCode is null || a.OrganisationCode == filter.OrganisationCode)
        && (filter.State is null || a.State == filter.State)
        && (string.IsNullOrWhiteSpace(filter.Text) || FoldedText.Of(a.DisplayName, a.UserName).Contains(FoldedText.Of(filter.Text.Trim()), StringComparison.Ordinal));
}

internal sealed class GetAccountHandler(OperationsDbContext database, AccountSummaries summaries, CityTime time) : IRequestHandler<GetAccount, Outcome<AccountView>>
{
    public async Task<Outcome<AccountView>> Handle(GetAccount request, CancellationToken cancellationToken)
    {
        var account = await database.Users.SingleOrDefaultAsync(
            u => u.Id == request.Id && (database.Reach.IsCity || database.Reach.Organisations.Contains(u.OrganisationCode!)), cancellationToken);
        if (account is null)
            return Faults.NotFound("tài khoản này", "this account");
        var rows = await summaries.OfAsync([account], cancellationToken);
        var organisations = await OrganisationChoices.OfAsync(database, time.DayOf(time.Now), cancellationToken);
        return new AccountView(
            rows[0], account.Id == request.Actor.AccountId, await Histories.OfAsync(database, $"account:{account.Id}", cancellationToken), organisations);
    }
}

internal sealed class AccountSummaries(OperationsDbContext database, AccountPolicy policy, CityTime time)
{
    private const long OneDay = 24L * 3_600_000_000;

    public async Task<List<AccountSummary>> OfAsync(List<Account> accounts, CancellationToken cancellationToken)
    {
        var roles = await database.UserRoles.Join(database.Roles, ur => ur.RoleId, r => r.Id, (ur, r) => new { ur.UserId, r.Name }).ToListAsync(cancellationToken);
        var byAccount = roles.ToLookup(r => r.UserId, r => r.Name ?? "", StringComparer.Ordinal);
        var organisations = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        var passkeys = (await database.UserPasskeys.Select(p => p.UserId).Distinct().ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return [.. accounts.Select(a => Of(a, byAccount[a.Id], organisations, passkeys)).OrderBy(a => FoldedText.Of(a.DisplayName), StringComparer.Ordinal).ThenBy(a => a.Id, StringComparer.Ordinal)];
    }

    private AccountSummary Of(Account a, IEnumerable<string> roles, Dictionary<string, string> organisations, HashSet<string> passkeys) => new(
        a.Id,
        a.Version,
        a.UserName ?? "",
        a.DisplayName,
        [.. roles.Order(StringComparer.Ordinal)],
        a.OrganisationCode,
        a.OrganisationCode is { } code ? organisations.GetValueOrDefault(code, code) : null,
        StateOf(a),
        a.CreatedAt,
        a.LastSignInAt,
        (int)((time.Now - (a.LastSignInAt ?? a.CreatedAt)) / OneDay),
        a.TotpSecret is not null || passkeys.Contains(a.Id),
        a.MustChangePassword);

    private AccountState StateOf(Account a) => a switch
    {
        { DisabledAt: not null } => AccountState.Disabled,
        _ when policy.IsDisabled(a) => AccountState.Idle,
        _ when policy.IsLocked(a) => AccountState.Locked,
        _ => AccountState.Active,
    };
}
