using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Permissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Tests.Accounts;

/// <summary>What a token opens, and everything that opens nothing.</summary>
public sealed class ApiTokenTests
{
    [Fact]
    public async Task A_token_is_its_account_within_its_scopes()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (account, token) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"]);
        var actor = (await ResolveAsync(world, token.Text)).ShouldNotBeNull();
        (actor.Kind, actor.AccountId, actor.Name, actor.Address).ShouldBe((ActorKind.Service, account, "SOAR", "203.0.113.7"));
        actor.Roles.ShouldBe([RoleNames.Analyst]);
        (await world.Operations.SendAsync(new CountAlerts(actor))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new TakeAlert(actor, 1, 1))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
        (await world.Operations.SendAsync(new IssueToken(actor, Draft(account, ["alerts:read"])))).Fault?.Kind.ShouldBe(FaultKind.Forbidden);
    }

    [Fact]
    public async Task The_text_says_what_it_is_and_is_kept_nowhere()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (_, token) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"]);
        token.Text.ShouldMatch("^soc_pat_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$");
        token.ToString().ShouldNotContain(token.Text);
        var kept = await world.WithDatabaseAsync(async database =>
            $"{System.Text.Json.JsonSerializer.Serialize(await database.ApiTokens.SingleAsync())} {System.Text.Json.JsonSerializer.Serialize(await database.AuditEntries.ToListAsync())}");
        kept.ShouldContain(token.Id);
        kept.ShouldNotContain(token.Text[^49..]);
        kept.ShouldNotContain(token.Text[^49..^6]);
    }

    [Fact]
    public async Task A_forged_truncated_or_foreign_token_opens_nothing()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (_, mine) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"]);
        var (_, other) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"], "SIEM");
        string[] wrong =
        [
            "", "x", mine.Text[..^1], mine.Text + "0", mine.Text.ToUpperInvariant(), mine.Text.Replace("soc_pat_", "soc_kiosk_", StringComparison.Ordinal),
            Flip(mine.Text, mine.Text.Length - 1), Flip(mine.Text, 30),

            // Well made, never issued.
            TokenText.Write(TokenText.Program, mine.Id), TokenText.Write(TokenText.Program, TokenText.NewId()),

            // Another's id with the own secret, once with the check of the own and once with a right one.
            mine.Text.Replace(mine.Id, other.Id, StringComparison.Ordinal), Rechecked(mine.Text.Replace(mine.Id, other.Id, StringComparison.Ordinal)),
        ];
        foreach (var text in wrong)
            (await ResolveAsync(world, text)).ShouldBeNull(text);
        (await ResolveAsync(world, mine.Text)).ShouldNotBeNull();
    }

    [Fact]
    public void Only_the_right_check_makes_a_text_worth_a_look_up()
    {
        var text = TokenText.Write(TokenText.Program, TokenText.NewId());
        TokenText.TryReadId(text, TokenText.Program, out _).ShouldBeTrue();
        for (var i = 0; i < text.Length; i++)
            TokenText.TryReadId(Flip(text, i), TokenText.Program, out _).ShouldBeFalse($"at {i}");
    }

    [Fact]
    public async Task A_token_ends_to_the_microsecond_when_it_expires_also_from_memory()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (_, token) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"], days: 1);
        world.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMicroseconds(1));
        (await ResolveAsync(world, token.Text)).ShouldNotBeNull();
        world.Clock.Advance(TimeSpan.FromMicroseconds(1));
        (await ResolveAsync(world, token.Text)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_revoked_ends_at_once_here_and_within_half_a_minute_elsewhere()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (_, token) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"]);
        var (_, second) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"], "SIEM");
        (await ResolveAsync(world, token.Text)).ShouldNotBeNull();
        (await ResolveAsync(world, second.Text)).ShouldNotBeNull();
        (await world.Operations.SendAsync(new RevokeToken(world.Administrator, token.Id, "lộ mã"))).IsSuccess.ShouldBeTrue();
        (await ResolveAsync(world, token.Text)).ShouldBeNull();
        (await world.Operations.SendAsync(new RevokeToken(world.Administrator, token.Id, "lộ mã"))).Fault?.Code.ShouldBe("token.revoked");

        // Another process revoked it: this one hears of it when its memory is over.
        (await ResolveAsync(world, second.Text)).ShouldNotBeNull();
        await world.WithDatabaseAsync(database => database.ApiTokens.Where(t => t.Id == second.Id)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.RevokedAt, world.Now)));
        (await ResolveAsync(world, second.Text)).ShouldNotBeNull();
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        (await ResolveAsync(world, second.Text)).ShouldBeNull();
    }

    [Fact]
    public async Task A_disabled_account_has_no_tokens_that_open_anything()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (account, token) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"]);
        (await ResolveAsync(world, token.Text)).ShouldNotBeNull();
        (await world.Operations.SendAsync(new DisableServiceAccount(world.Administrator, account, 1, "nghi bị lộ"))).IsSuccess.ShouldBeTrue();
        (await ResolveAsync(world, token.Text)).ShouldBeNull();
        (await world.Operations.SendAsync(new IssueToken(world.Administrator, Draft(account, ["alerts:read"])))).Fault?.Code.ShouldBe("service-account.disabled");
    }

    [Fact]
    public async Task Nobody_issues_more_than_the_accounts_roles_or_his_own_right()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (account, _) = await IssuedAsync(world, [RoleNames.Assessor], ["systems:read"]);
        foreach (var scope in new[] { "alerts:read", "systems:write", "tokens:read", "own account:write", "nothing:read", "*" })
        {
            var draft = Draft(account, ["systems:read", scope]);
            var answer = TokenScopes.Writes(scope)
                ? (await world.Operations.SendAsync(new RequestApproval(world.Administrator, new IssueWriteToken(world.Administrator, draft, "thử")))).Fault
                : (await world.Operations.SendAsync(new IssueToken(world.Administrator, draft))).Fault;
            answer?.Code.ShouldBe("token.scope", scope);
        }

        (await world.Operations.SendAsync(new IssueToken(world.Administrator, Draft(account, ["systems:write"])))).Fault?.Kind.ShouldBe(FaultKind.Invalid);
        var bound = world.Administrator with { OrganisationCode = "hospital" };
        (await world.Operations.SendAsync(new CreateServiceAccount(bound, await AccountDraftAsync(world, [RoleNames.Analyst], "bound")))).Fault?.Code
            .ShouldBe("account.role-not-yours");
        (await world.Operations.SendAsync(new IssueToken(bound, Draft(account, ["systems:read"])))).Fault?.Kind.ShouldBe(FaultKind.NotFound);
        (await world.Operations.SendAsync(new CreateServiceAccount(world.Administrator, await AccountDraftAsync(world, [RoleNames.Auditor, RoleNames.Analyst], "both")))).Fault?.Code
            .ShouldBe("account.roles-apart");
        (await world.Operations.SendAsync(new CreateServiceAccount(world.Administrator, await AccountDraftAsync(world, [RoleNames.Kiosk], "screen")))).Fault?.Code
            .ShouldBe("account.role");
    }

    [Fact]
    public async Task Roles_taken_away_are_gone_from_the_tokens_and_roles_added_never_reach_old_ones()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (account, token) = await IssuedAsync(world, [RoleNames.Analyst, RoleNames.Responder], ["alerts:read", "incidents:read"]);
        (await world.Operations.SendAsync(new EditServiceAccount(
            world.Administrator, account, 1, await AccountDraftAsync(world, [RoleNames.Responder, RoleNames.SystemOwner])))).IsSuccess.ShouldBeTrue();
        (await ResolveAsync(world, token.Text))!.Roles.ShouldBe([RoleNames.Responder]);
        (await world.Operations.SendAsync(new EditServiceAccount(world.Administrator, account, 1, await AccountDraftAsync(world, [RoleNames.Analyst])))).Fault?.Kind
            .ShouldBe(FaultKind.Conflict);
    }

    [Fact]
    public async Task Rotation_leaves_the_old_token_for_the_overlap_and_is_never_wider()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (account, old) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"]);
        (await world.Operations.SendAsync(new IssueToken(world.Administrator, Draft(account, ["alerts:read", "incidents:read"]) with { ReplacesId = old.Id }))).Fault?.Code
            .ShouldBe("token.replaces-scope");
        var next = (await world.Operations.SendAsync(new IssueToken(
            world.Administrator, Draft(account, ["alerts:read"]) with { ReplacesId = old.Id, OverlapHours = 2 }))).Require();
        (await ResolveAsync(world, old.Text)).ShouldNotBeNull();
        world.Clock.Advance(TimeSpan.FromHours(2));
        (await ResolveAsync(world, old.Text)).ShouldBeNull();
        (await ResolveAsync(world, next.Text)).ShouldNotBeNull();
        var view = (await world.Operations.SendAsync(new GetServiceAccount(world.Administrator, account))).Require();
        view.Tokens.Select(t => (t.Id, t.State, t.ReplacedById)).ShouldBe(
            [(next.Id, TokenState.InForce, null), (old.Id, TokenState.Expired, next.Id)]);
    }

    [Fact]
    public async Task A_token_must_expire_within_a_year_and_there_are_only_so_many()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (account, _) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"]);
        foreach (var days in new[] { 0, -1, 366, int.MaxValue })
        {
            (await world.Operations.SendAsync(new IssueToken(world.Administrator, Draft(account, ["alerts:read"]) with { Days = days }))).Fault?.Message.En
                .ShouldContain("1 to 365 days");
        }

        for (var i = 1; i < 10; i++)
            (await world.Operations.SendAsync(new IssueToken(world.Administrator, Draft(account, ["alerts:read"])))).IsSuccess.ShouldBeTrue();
        (await world.Operations.SendAsync(new IssueToken(world.Administrator, Draft(account, ["alerts:read"])))).Fault?.Code.ShouldBe("token.too-many");
    }

    [Fact]
    public async Task Using_a_token_writes_once_a_day_and_asks_the_database_once_in_half_a_minute()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (account, token) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"]);
        await ResolveAsync(world, token.Text);
        var before = world.Queries.Count;
        for (var i = 0; i < 1_000; i++)
            await ResolveAsync(world, token.Text);
        world.Queries.Count.ShouldBe(before);
        var day = (await world.Operations.SendAsync(new GetServiceAccount(world.Administrator, account))).Require().Row.LastUsedOn;

        // 02:00 UTC is 09:00 in the city.
        day.ShouldBe(world.Now - TimeSpan.FromHours(9).Ticks / 10);
        (await world.WithDatabaseAsync(database => database.ApiTokens.SingleAsync())).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Guessing_fills_no_memory_and_an_unknown_id_costs_what_a_wrong_secret_costs()
    {
        await using var world = await OperationsWorld.StartAsync();
        var (_, token) = await IssuedAsync(world, [RoleNames.Analyst], ["alerts:read"]);
        await ResolveAsync(world, token.Text);
        for (var i = 0; i < 40; i++)
        {
            // What is kept in memory would be faster: a guesser would learn which ids exist.
            world.Clock.Advance(TimeSpan.FromSeconds(30));
            (await QueriesAsync(world, TokenText.Write(TokenText.Program, TokenText.NewId()))).ShouldBe(1);
            (await QueriesAsync(world, TokenText.Write(TokenText.Program, token.Id))).ShouldBe(1);
        }
    }

    [Fact]
    public void Every_scope_that_can_be_given_opens_a_row_and_none_is_for_people_only()
    {
        var scopes = TokenScopes.Of([.. RoleNames.All]);
        scopes.ShouldNotContain(s => s.StartsWith("own account", StringComparison.Ordinal) || s.StartsWith("tokens", StringComparison.Ordinal));
        foreach (var row in PermissionTable.Rows.Where(r => r.PeopleOnly))
        {
            PermissionTable.ExtentOf(Actor.Service("s", "s", RoleNames.All, [row.Scope]), row.Request).ShouldBe(Extent.None, row.Request.Name);
            scopes.ShouldNotContain(s => s == row.Scope);
        }
    }

    private static Task<Actor?> ResolveAsync(OperationsWorld world, string text) =>
        world.Services.GetRequiredService<IApiTokens>().ResolveAsync(text, "203.0.113.7");

    private static async Task<int> QueriesAsync(OperationsWorld world, string text)
    {
        world.Queries.Reset();
        (await ResolveAsync(world, text)).ShouldBeNull();
        return world.Queries.Count;
    }

    private static TokenDraft Draft(string account, IReadOnlyList<string> scopes, int days = 90) => new(account, "máy chủ điều phối", scopes, days);

    private static async Task<ServiceAccountDraft> AccountDraftAsync(OperationsWorld world, IReadOnlyList<string> roles, string name = "SOAR")
    {
        var owner = (await world.Operations.SendAsync(new ListAccounts(Actor.Program))).Require()[0].Id;
        return new ServiceAccountDraft(name, "điều phối phản ứng", owner, roles);
    }

    private static async Task<(string Account, IssuedToken Token)> IssuedAsync(
        OperationsWorld world, IReadOnlyList<string> roles, IReadOnlyList<string> scopes, string name = "SOAR", int days = 90)
    {
        var account = (await world.Operations.SendAsync(new CreateServiceAccount(world.Administrator, await AccountDraftAsync(world, roles, name)))).Require();
        return (account.Id, (await world.Operations.SendAsync(new IssueToken(world.Administrator, Draft(account.Id, scopes, days)))).Require());
    }

    private static string Flip(string text, int at) => text[..at] + (text[at] == 'a' ? 'b' : 'a') + text[(at + 1)..];

    // What somebody makes who knows how the check is computed.
    private static string Rechecked(string text)
    {
        const string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var body = text[..^6];
        var rest = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(TokenText.Hash(body));
        var check = new char[6];
        for (var i = 5; i >= 0; i--, rest /= 62)
            check[i] = alphabet[(int)(rest % 62)];
        var made = body + new string(check);
        TokenText.TryReadId(made, TokenText.Program, out _).ShouldBeTrue();
        return made;
    }
}
