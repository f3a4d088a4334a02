using System.Net;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>Cookies that were copied, made up, kept for too long, or that belong to somebody who is somebody else by now.</summary>
public sealed class SessionTheftTests : IAsyncLifetime
{
    private const string Session = "__Host-soc";

    private readonly LeapingClock _clock = new(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));
    private readonly ServedConsole _console;

    public SessionTheftTests() => _console = new ServedConsole { Clock = _clock };

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_copy_dies_with_the_session_it_was_copied_from_and_no_other_does()
    {
        var (owner, elsewhere) = (await InAsync(), await InAsync());
        var copy = owner.Copy();
        (await copy.IsInAsync()).ShouldBeTrue();

        await SignOutAsync(owner);

        (await copy.IsInAsync()).ShouldBeFalse();
        (await elsewhere.IsInAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_them_all()
    {
        var (owner, elsewhere) = (await InAsync(), await InAsync());
        await owner.PostAsync("/tai-khoan", "end-all");

        (await owner.IsInAsync()).ShouldBeFalse();
        (await elsewhere.IsInAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cookie_cannot_be_made_up_or_bent()
    {
        var genuine = (await InAsync()).Cookies[Session];
        foreach (var value in new[] { "", "x", genuine[..^8] + "AAAAAAAA", genuine[..(genuine.Length / 2)], "A" + genuine, new string('A', 2_000) })
        {
            var forger = new Visitor(_console);
            forger.Put(Session, value);
            (await forger.IsInAsync()).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_session_that_somebody_planted_is_not_the_one_that_begins()
    {
        var planted = (await InAsync()).Cookies[Session];
        var victim = new Visitor(_console);
        victim.Put(Session, planted);
        await victim.PasswordAsync("khoa");

        (victim.Cookies[Session] == planted).ShouldBeFalse();
        (await victim.GetAsync("/tai-khoan")).Text.ShouldContain("<dd>khoa</dd>");
        var attacker = new Visitor(_console);
        attacker.Put(Session, planted);
        (await attacker.GetAsync("/tai-khoan")).Text.ShouldNotContain("<dd>khoa</dd>");
    }

    [Fact]
    public async Task A_changed_password_gives_the_session_another_name_and_voids_the_old_one()
    {
        var owner = await InAsync();
        var (copy, elsewhere) = (owner.Copy(), await InAsync());
        var before = owner.Cookies[Session];
        await owner.PostAsync("/doi-mat-khau", "change-password",
            ("Form.Current", ServedConsole.Password + "A!"), ("Form.Fresh", "mot mat khau khac han"), ("Form.Again", "mot mat khau khac han"));

        owner.Status.ShouldBe(HttpStatusCode.Redirect);
        (owner.Cookies[Session] == before).ShouldBeFalse();
        (await owner.IsInAsync()).ShouldBeTrue();
        (await copy.IsInAsync()).ShouldBeFalse();
        (await elsewhere.IsInAsync()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("disabled")]
    [InlineData("more roles")]
    [InlineData("other organisation")]
    public async Task Who_is_somebody_else_by_now_is_asked_again(string change)
    {
        var person = await InAsync();
        await _console.WithAccountsAsync(async users =>
        {
            var account = (await users.FindByNameAsync(ServedConsole.Name))!;
            account.DisabledAt = change == "disabled" ? 1 : null;
            account.OrganisationCode = change == "other organisation" ? "so-yt" : null;
            return change switch
            {
                "deleted" => await users.DeleteAsync(account),
                "more roles" => await users.AddToRoleAsync(account, RoleNames.ShiftLead),
                _ => await users.UpdateAsync(account),
            };
        });

        (await person.IsInAsync()).ShouldBeFalse();
        (await person.PostJsonAsync("/phien/mo-khoa", """{"password":"mot cau dai de nho 1A!"}""")).Text.ShouldContain("\"ended\"");
    }

    [Fact]
    public async Task An_idle_session_is_locked_and_goes_on_with_the_password_and_with_nothing_less()
    {
        var person = await InAsync();
        _clock.Advance(TimeSpan.FromMinutes(14));
        (await person.PostJsonAsync("/phien/con-day?touch=false", "")).Text.ShouldContain("\"state\":\"active\",\"seconds\":60");
        _clock.Advance(TimeSpan.FromMinutes(1));

        (await person.IsInAsync()).ShouldBeFalse();
        (await person.PostJsonAsync("/phien/con-day?touch=true", "")).Text.ShouldContain("\"locked\"");
        (await RefusedAsync(person.PostJsonAsync("/phien/mo-khoa", """{"password":"wrong"}"""))).Text.ShouldContain("\"refused\"");
        (await RefusedAsync(person.PostJsonAsync("/phien/mo-khoa", "{}"))).Text.ShouldContain("\"refused\"");
        (await person.IsInAsync()).ShouldBeFalse();
        (await person.PostJsonAsync("/phien/mo-khoa", """{"password":"mot cau dai de nho 1A!"}""")).Text.ShouldContain("\"state\":\"active\",\"seconds\":900");
        (await person.IsInAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_page_does_by_itself_does_not_keep_a_session_and_what_its_person_does_keeps_it()
    {
        var (idle, busy) = (await InAsync(), await InAsync());
        for (var i = 0; i < 4; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(4));
            await idle.PostJsonAsync("/phien/con-day?touch=false", "");
            await busy.PostJsonAsync("/phien/con-day?touch=true", "");
        }

        (await idle.IsInAsync()).ShouldBeFalse();
        (await busy.IsInAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_whose_length_is_over_is_followed_by_another_and_its_copy_stays_out()
    {
        var person = await InAsync();
        var copy = person.Copy();
        _clock.Advance(TimeSpan.FromHours(12));
        (await person.PostJsonAsync("/phien/con-day?touch=true", "")).Text.ShouldContain("\"over\"");

        (await person.PostJsonAsync("/phien/mo-khoa", """{"password":"mot cau dai de nho 1A!"}""")).Text.ShouldContain("\"active\"");

        (await person.IsInAsync()).ShouldBeTrue();
        (await copy.IsInAsync()).ShouldBeFalse();
        (await copy.PostJsonAsync("/phien/mo-khoa", """{"password":"mot cau dai de nho 1A!"}""")).Text.ShouldContain("\"ended\"");
        _clock.Advance(TimeSpan.FromHours(29));
        (await copy.PostJsonAsync("/phien/mo-khoa", "{}")).Text.ShouldContain("\"ended\"");
    }

    [Fact]
    public async Task Another_site_cannot_ask_to_unlock()
    {
        using var client = _console.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/phien/mo-khoa") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<Visitor> InAsync()
    {
        var visitor = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
        visitor.Status.ShouldBe(HttpStatusCode.Redirect);
        return visitor;
    }

    private static async Task SignOutAsync(Visitor person)
    {
        await person.GetAsync("/tai-khoan");
        await person.PostFormAsync("/dang-xuat");
    }

    private async Task<Visitor> RefusedAsync(Task<Visitor> asked)
    {
        while (!asked.IsCompleted)
        {
            await Task.WhenAny(asked, Task.Delay(20, TestContext.Current.CancellationToken));
            _clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        return await asked;
    }
}
