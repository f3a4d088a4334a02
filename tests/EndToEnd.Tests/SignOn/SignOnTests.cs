using System.Net;
using System.Security.Cryptography;
using HaiPhongSoc.Operations.Accounts;
using Microsoft.IdentityModel.Tokens;

namespace EndToEnd.Tests.SignOn;

/// <summary>Single sign-on against a real provider under another host name, by real HTTP: who comes in, and every way in which nobody does.</summary>
public sealed class SignOnTests(SignOnCity city) : IClassFixture<SignOnCity>
{
    [Fact]
    public async Task A_person_of_the_city_comes_in_and_has_the_mapped_role()
    {
        using var visitor = city.Visitor("vao", "soc-truc-ca", "nhom-khac");
        (await visitor.EnterAsync("/su-co")).ShouldBe("/su-co");

        using var page = await visitor.GetAsync("/su-co");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await city.RolesAsync("vao")).ShouldBe([RoleNames.Analyst]);
        (await city.AccountAsync("vao"))!.DisplayName.ShouldBe("Nguyễn Văn Tỉnh");
        foreach (var line in visitor.SetCookies)
        {
            var said = line.ToLowerInvariant();
            said.ShouldContain("; secure");
            said.ShouldContain("; httponly");
            said.ShouldContain("; samesite=lax");
            said.ShouldContain("; path=/;");
        }

        visitor.SetCookies.ShouldAllBe(c => c.StartsWith("__Host-", StringComparison.Ordinal));
        visitor.SetCookies.ShouldContain(c => c.StartsWith("__Host-soc-sso-", StringComparison.Ordinal));
        visitor.SetCookies.ShouldContain(c => c.StartsWith("__Host-soc-nonce-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_request_asks_for_a_code_with_proof_key_nonce_and_query()
    {
        using var visitor = city.Visitor("hoi", "soc-truc-ca");
        using var go = await visitor.GetAsync("/dang-nhap/thanh-pho");
        var asked = go.Headers.Location!.Query;
        asked.ShouldContain("response_type=code");
        asked.ShouldContain("code_challenge_method=S256");
        asked.ShouldContain("nonce=");
        asked.ShouldNotContain("form_post");
        asked.ShouldNotContain(CityProvider.Secret);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task The_way_back_is_never_another_site(string back)
    {
        using var visitor = city.Visitor("ve", "soc-truc-ca");
        (await visitor.EnterAsync(back)).ShouldBe("/");
        visitor.HasSession.ShouldBeTrue();
    }

    [Fact]
    public async Task A_forged_state_is_refused()
    {
        using var visitor = city.Visitor("gia", "soc-truc-ca");
        var back = await visitor.ToReturnAsync();
        await RefusedAsync(visitor, With(back, "state", "khong-phai-cua-toi"), "SSO-1");
    }

    [Fact]
    public async Task An_answer_that_another_browser_asked_for_is_refused()
    {
        using var attacker = city.Visitor("ke-gian", "soc-truc-ca");
        var back = await attacker.ToReturnAsync();
        using var victim = new VisitorOfTwo(city.Console);
        await RefusedAsync(victim, back, "SSO-1");
    }

    [Fact]
    public async Task A_code_is_of_use_once()
    {
        using var visitor = city.Visitor("lap", "soc-truc-ca");
        var back = await visitor.ToReturnAsync();
        var kept = visitor.Cookies[city.Console.Host].ToDictionary(StringComparer.Ordinal);
        (await visitor.EndAsync(back)).ShouldBe("/");

        using var again = new VisitorOfTwo(city.Console);
        again.Cookies[city.Console.Host] = kept;
        await RefusedAsync(again, back, "SSO-2");
    }

    [Fact]
    public async Task An_answer_of_another_provider_is_refused()
    {
        using var visitor = city.Visitor("lan-lon", "soc-truc-ca");
        var back = await visitor.ToReturnAsync();
        back.Query.ShouldContain("iss=");
        await RefusedAsync(visitor, With(back, "iss", "https://khac.example/"), "SSO-4");
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("exp")]
    [InlineData("key")]
    [InlineData("none")]
    [InlineData("hmac")]
    public async Task An_identity_token_that_does_not_hold_is_refused(string wrong)
    {
        using var visitor = city.Visitor("the-" + wrong, "soc-truc-ca");
        var spoilt = 0;
        city.Provider.Spoil = token =>
        {
            spoilt++;
            return wrong switch
            {
                "exp" => city.Provider.Resign(token, c => (c["iat"], c["exp"]) = (1_600_000_000L, 1_600_000_600L)),
                "key" => city.Provider.Resign(token, _ => { }, new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "city" }, SecurityAlgorithms.RsaSha256)),
                "hmac" => city.Provider.Resign(token, _ => { }, new SigningCredentials(new SymmetricSecurityKey(new byte[64]), SecurityAlgorithms.HmacSha256)),
                "none" => Unsigned(token),
                _ => city.Provider.Resign(token, c => c[wrong] = "https://khac.example/"),
            };
        };
        await RefusedAsync(visitor, await visitor.ToReturnAsync(), "SSO-4");
        spoilt.ShouldBe(1);
        (await city.AccountAsync("the-" + wrong)).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_that_was_signed_anew_but_not_changed_is_taken()
    {
        using var visitor = city.Visitor("nguyen", "soc-truc-ca");
        city.Provider.Spoil = token => city.Provider.Resign(token, _ => { });
        (await visitor.EnterAsync()).ShouldBe("/");
    }

    [Fact]
    public async Task Whoever_has_no_role_gets_no_account()
    {
        using var visitor = city.Visitor("khong-vai-tro", "nhom-khac");
        await RefusedAsync(visitor, await visitor.ToReturnAsync(), "SSO-5");
        (await city.AccountAsync("khong-vai-tro")).ShouldBeNull();
    }

    [Fact]
    public async Task Roles_that_do_not_go_together_give_none()
    {
        using var visitor = city.Visitor("hai-vai", "soc-truc-ca", "soc-kiem-toan");
        await RefusedAsync(visitor, await visitor.ToReturnAsync(), "SSO-5");
    }

    [Fact]
    public async Task A_disabled_account_stays_out()
    {
        using var visitor = city.Visitor("da-khoa", "soc-truc-ca");
        (await visitor.EnterAsync()).ShouldBe("/");
        await city.AccountAsync("da-khoa", account => account.DisabledAt = 1);

        using var again = new VisitorOfTwo(city.Console);
        await RefusedAsync(again, await again.ToReturnAsync(), "SSO-6");
    }

    [Fact]
    public async Task A_role_that_the_provider_took_ends_the_older_session()
    {
        using var visitor = city.Visitor("mat-vai", "soc-truc-ca");
        (await visitor.EnterAsync()).ShouldBe("/");
        city.Provider.Groups = [];
        using var again = new VisitorOfTwo(city.Console);
        await RefusedAsync(again, await again.ToReturnAsync(), "SSO-5");

        (await city.RolesAsync("mat-vai")).ShouldBeEmpty();
        using var old = await visitor.GetAsync("/su-co");
        old.Headers.Location!.ToString().ShouldContain("/dang-nhap");
    }

    [Fact]
    public async Task After_one_factor_at_the_provider_whoever_has_none_here_sets_it_up_before_anything_else()
    {
        using var visitor = city.Visitor("mot-yeu-to", "soc-truc-ca");
        city.Provider.Methods = ["pwd"];
        (await visitor.EnterAsync()).ShouldBe("/");

        using var page = await visitor.GetAsync("/su-co");
        page.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        page.Headers.Location!.ToString().ShouldEndWith("/tai-khoan/buoc-hai");
        using var setUp = await visitor.GetAsync("/tai-khoan/buoc-hai");
        setUp.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task After_one_factor_at_the_provider_the_second_step_is_asked_for_here()
    {
        using var first = city.Visitor("buoc-hai", "soc-truc-ca");
        (await first.EnterAsync()).ShouldBe("/");
        var secret = await city.GiveAppAsync("buoc-hai");
        city.Provider.Methods = ["pwd"];

        using var visitor = new VisitorOfTwo(city.Console);
        (await visitor.EnterAsync("/su-co")).ShouldBe("/dang-nhap/buoc-hai?ve=%2Fsu-co");
        visitor.HasSession.ShouldBeFalse();
        using var wrong = await visitor.PostAsync("/dang-nhap/buoc-hai?ve=%2Fsu-co", "totp", ("Totp.Code", "000000"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("second-step-refused");
        visitor.HasSession.ShouldBeFalse();

        var code = new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(secret)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime);
        using var right = await visitor.PostAsync("/dang-nhap/buoc-hai?ve=%2Fsu-co", "totp", ("Totp.Code", code));
        right.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        right.Headers.Location!.ToString().ShouldEndWith("/su-co");
        using var page = await visitor.GetAsync("/su-co");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAfterSignOutAsync(visitor)).ShouldBe("/da-dang-xuat");
    }

    [Fact]
    public async Task Two_factors_at_the_provider_do_and_nothing_is_to_be_set_up_here()
    {
        using var visitor = city.Visitor("hai-yeu-to", "soc-truc-ca");
        city.Provider.Methods = ["mfa"];
        (await visitor.EnterAsync()).ShouldBe("/");
        using var page = await visitor.GetAsync("/su-co");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAfterSignOutAsync(visitor)).ShouldBe("/da-dang-xuat");
        using var after = await visitor.GetAsync("/su-co");
        after.Headers.Location!.ToString().ShouldContain("/dang-nhap");
    }

    [Fact]
    public async Task A_locked_session_needs_a_proof_anew_and_the_providers_own_session_is_none()
    {
        using var visitor = city.Visitor("khoa-phien", "soc-truc-ca");
        (await visitor.EnterAsync()).ShouldBe("/");
        await city.LockSessionsAsync();
        using var go = await visitor.GetAsync("/dang-nhap/thanh-pho");
        go.Headers.Location!.Query.ShouldContain("prompt=login");
        go.Headers.Location.Query.ShouldContain("max_age=0");

        await RefusedOverSessionAsync(visitor);
        city.Provider.ProvedAt = TimeProvider.System.GetUtcNow().AddHours(-2);
        await RefusedOverSessionAsync(visitor);
        city.Provider.ProvedAt = TimeProvider.System.GetUtcNow();
        (await visitor.EnterAsync()).ShouldBe("/");
        using var page = await visitor.GetAsync("/su-co");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task RefusedOverSessionAsync(VisitorOfTwo visitor)
    {
        (await visitor.EndAsync(await visitor.ToReturnAsync())).ShouldBe("/dang-nhap/thanh-pho/loi?ma=SSO-7");
        using var page = await visitor.GetAsync("/su-co");
        page.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task<string> StatusAfterSignOutAsync(VisitorOfTwo visitor)
    {
        using var page = await visitor.GetAsync("/tai-khoan");
        using var gone = await visitor.PostFormAsync("/dang-xuat", await page.Content.ReadAsStringAsync());
        return gone.Headers.Location!.ToString();
    }

    [Fact]
    public async Task A_refusal_at_the_provider_is_told_calmly()
    {
        using var visitor = city.Visitor("tu-choi", "soc-truc-ca");
        city.Provider.Denies = true;
        await RefusedAsync(visitor, await visitor.ToReturnAsync(), "SSO-3");
    }

    private static async Task RefusedAsync(VisitorOfTwo visitor, Uri back, string code)
    {
        (await visitor.EndAsync(back)).ShouldBe($"/dang-nhap/thanh-pho/loi?ma={code}");
        visitor.HasSession.ShouldBeFalse();
        using var page = await visitor.GetAsync($"/dang-nhap/thanh-pho/loi?ma={code}");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync()).ShouldContain(code);
    }

    private static Uri With(Uri address, string name, string value)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query);
        query[name] = value;
        return new Uri(Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(address.GetLeftPart(UriPartial.Path), query));
    }

    private static string Unsigned(string token) => $"{Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{token.Split('.')[1]}.";
}
