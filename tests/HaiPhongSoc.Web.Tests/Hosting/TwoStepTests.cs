using System.Net;
using HaiPhongSoc.Testing;
using HaiPhongSoc.Web.Accounts;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>Sign-in in two steps as it is reached from outside, and who tries to get around it.</summary>
public sealed class TwoStepTests : IAsyncLifetime
{
    private const string Session = "__Host-soc";
    private const string Half = "__Host-soc-buoc-hai";

    private readonly LeapingClock _clock = new(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));
    private readonly ServedConsole _console;

    public TwoStepTests() => _console = new ServedConsole { RequireSecondFactor = true, Clock = _clock };

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Without_a_second_factor_a_password_opens_nothing_but_its_set_up()
    {
        var person = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
        (await person.GetAsync("/su-co")).Location.ShouldEndWith("/tai-khoan/buoc-hai");
        (await person.GetAsync("/tai-khoan")).Location.ShouldEndWith("/tai-khoan/buoc-hai");

        await person.SetUpAsync(ServedConsole.Name, _clock);

        person.RecoveryCodes().Count.ShouldBe(10);
        (await person.IsInAsync()).ShouldBeTrue();
        (await person.GetAsync("/tai-khoan")).Text.ShouldContain("Còn 10 mã dùng được");
    }

    [Fact]
    public async Task Afterwards_a_password_alone_opens_nothing_and_a_code_opens_once()
    {
        var secret = await new Visitor(_console).SetUpAsync(ServedConsole.Name, _clock);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var (one, other) = (new Visitor(_console), new Visitor(_console));
        (await one.PasswordAsync(ServedConsole.Name)).Location.ShouldContain("/dang-nhap/buoc-hai");
        one.Cookies.ContainsKey(Session).ShouldBeFalse();
        (await one.IsInAsync()).ShouldBeFalse();
        await other.PasswordAsync(ServedConsole.Name);

        var code = Visitor.Code(secret, _clock);
        (await one.CodeAsync(code)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await one.IsInAsync()).ShouldBeTrue();
        (await RefusedAsync(other.CodeAsync(code))).Text.ShouldContain("second-step-refused");
        (await other.IsInAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_half_sign_in_is_used_once_ends_with_time_and_with_a_changed_password_and_cannot_be_made_up()
    {
        var owner = new Visitor(_console);
        var secret = await owner.SetUpAsync(ServedConsole.Name, _clock);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var person = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
        var copy = person.Copy();
        await person.CodeAsync(Visitor.Code(secret, _clock));
        _clock.Advance(TimeSpan.FromMinutes(1));

        (await copy.GetAsync("/dang-nhap/buoc-hai")).Text.ShouldContain("second-step-over", customMessage: "it was used");

        var late = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
        _clock.Advance(HalfSignIn.Life);
        (await late.GetAsync("/dang-nhap/buoc-hai")).Text.ShouldContain("second-step-over");

        var changed = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
        await _console.WithAccountsAsync(async users => await users.UpdateSecurityStampAsync((await users.FindByNameAsync(ServedConsole.Name))!));
        (await changed.GetAsync("/dang-nhap/buoc-hai")).Text.ShouldContain("second-step-over");

        var forged = new Visitor(_console);
        forged.Put(Half, copy.Cookies[Half][..^6] + "AAAAAA");
        (await forged.GetAsync("/dang-nhap/buoc-hai")).Text.ShouldContain("second-step-over");
        var swapped = new Visitor(_console);
        swapped.Put(Session, copy.Cookies[Half]);
        (await swapped.IsInAsync()).ShouldBeFalse("half a sign-in is no session");
    }

    [Fact]
    public async Task Guessing_codes_locks_the_account_also_where_the_password_is_shown_anew_each_time()
    {
        var secret = await new Visitor(_console).SetUpAsync(ServedConsole.Name, _clock);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var texts = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var guesser = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
            texts.Add(CardOf((await RefusedAsync(guesser.CodeAsync("000000"))).Text));
        }

        (await _console.WithAccountsAsync(users => users.FindByNameAsync(ServedConsole.Name)))!.LockoutEnd.ShouldNotBeNull();
        texts.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        (await RefusedAsync(new Visitor(_console).PasswordAsync(ServedConsole.Name))).Text.ShouldContain("sign-in-refused");
        _ = secret;
    }

    [Fact]
    public async Task A_locked_account_says_at_the_second_step_what_a_wrong_code_says()
    {
        var secret = await new Visitor(_console).SetUpAsync(ServedConsole.Name, _clock);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var person = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
        var wrong = CardOf((await RefusedAsync(person.CodeAsync("000000"))).Text);
        for (var i = 0; i < 4; i++)
            await RefusedAsync(person.CodeAsync("000000"));

        var locked = CardOf((await RefusedAsync(person.CodeAsync(Visitor.Code(secret, _clock)))).Text);

        locked.ShouldBe(wrong);
        (await person.IsInAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Refusals_of_both_steps_come_no_earlier_than_their_time()
    {
        await new Visitor(_console).SetUpAsync(ServedConsole.Name, _clock);
        foreach (var name in new[] { "khong-co", ServedConsole.Name, "khoa", BusyAccounts.Busy })
        {
            var asked = new Visitor(_console).PasswordAsync(name, "wrong");
            await HeldAsync(asked);
        }

        var person = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
        await HeldAsync(person.CodeAsync("000000"));
    }

    [Fact]
    public async Task A_recovery_code_opens_once_and_is_told()
    {
        var owner = new Visitor(_console);
        await owner.SetUpAsync(ServedConsole.Name, _clock);
        var codes = owner.RecoveryCodes();
        var person = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
        (await person.PostAsync("/dang-nhap/buoc-hai", "recovery", ("Recovery.Code", codes[0]))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await person.GetAsync("/tai-khoan")).Text.ShouldContain("Còn 9 mã dùng được");

        var again = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
        (await RefusedAsync(again.PostAsync("/dang-nhap/buoc-hai", "recovery", ("Recovery.Code", codes[0])))).Text.ShouldContain("second-step-refused");
    }

    [Fact]
    public async Task The_first_factor_puts_out_whoever_else_came_in_by_the_password()
    {
        var thief = await new Visitor(_console).PasswordAsync(ServedConsole.Name);
        await new Visitor(_console).SetUpAsync(ServedConsole.Name, _clock);

        (await thief.GetAsync("/tai-khoan/buoc-hai")).Location.ShouldContain("/dang-nhap");
    }

    [Fact]
    public async Task Nothing_secret_is_logged()
    {
        var owner = new Visitor(_console);
        var secret = await owner.SetUpAsync(ServedConsole.Name, _clock);
        var codes = owner.RecoveryCodes();
        _clock.Advance(TimeSpan.FromMinutes(2));
        var code = Visitor.Code(secret, _clock);
        await (await new Visitor(_console).PasswordAsync(ServedConsole.Name)).CodeAsync(code);
        await RefusedAsync(new Visitor(_console).PasswordAsync(ServedConsole.Name, "a wrong secret word"));

        var log = string.Join('\n', _console.Log);
        log.ShouldContain("session started");
        foreach (var word in codes.Concat([secret, ServedConsole.Password, "a wrong secret word", $"={code}", $": {code}"]))
            log.Contains(word, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"the log holds {word}");
    }

    [Fact]
    public async Task A_room_signs_in_behind_one_address_while_guessing_there_is_slowed_down()
    {
        await using var room = new ServedConsole { SignInsPerMinute = 3 };
        await room.InitializeAsync();
        for (var i = 0; i < 6; i++)
            (await new Visitor(room).PasswordAsync(ServedConsole.Name)).Status.ShouldBe(HttpStatusCode.Redirect);
        for (var i = 0; i < 3; i++)
            (await new Visitor(room).PasswordAsync($"khong-co-{i}", "x")).Status.ShouldBe(HttpStatusCode.OK);
        (await new Visitor(room).PasswordAsync(ServedConsole.Name)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    // The floor of a refusal is waited for on the clock of the test.
    private async Task<Visitor> RefusedAsync(Task<Visitor> asked)
    {
        while (!asked.IsCompleted)
        {
            await Task.WhenAny(asked, Task.Delay(20, TestContext.Current.CancellationToken));
            _clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        return await asked;
    }

    private async Task HeldAsync(Task<Visitor> asked)
    {
        // Long for the machine, nothing for the clock: an answer now would be one that did not wait.
        (await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken))).ShouldNotBe(asked);
        _clock.Advance(SignIn.Least - TimeSpan.FromMilliseconds(1));
        (await Task.WhenAny(asked, Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken))).ShouldNotBe(asked);
        await RefusedAsync(asked);
    }

    private static string CardOf(string page) => Visits.Token().Replace(page[..page.IndexOf("</main>", StringComparison.Ordinal)], "");
}
