using System.Text.Json;
using EndToEnd.Tests.Browser.Pages;

namespace EndToEnd.Tests.Browser;

/// <summary>An attacker writes markup into every field of a log. On every page that shows it, it is text: nothing of it runs, is an element, or decides on looks.</summary>
[Collection(CityCollection.Name)]
public sealed class HostileLogTests(CityConsole city, ConsoleBrowser browser)
{
    private const string Mark = "zz9";
    private const string Payload =
        "<script>window.zz9=1</script><img src=x onerror=window.zz9=1 class=zz9><b style=background:url(//zz9.example)>\"'><svg/onload=window.zz9=1>javascript:window.zz9=1";

    [Fact]
    public async Task Markup_in_logs_is_text_on_every_page()
    {
        // A host and a user as the attacker names them, in the fields that rules, alerts and entities are made of.
        for (var i = 0; i < 70; i++)
            await city.SendAsync("dvc-auth", Line("sshd[4711]", $"Failed password for {Payload} from 198.51.100.99 port {50_000 + i} ssh2"));
        await city.SendAsync("dvc-auth", Line("sshd[4711]", "Accepted password for qtht from 198.51.100.99 port 50099 ssh2"));
        await city.SendAsync("dvc-auth", Line("sudo", $"qtht : TTY=pts/1 ; PWD=/tmp ; USER=root ; COMMAND=/usr/sbin/useradd -m -G sudo {Payload}"));
        await city.SendAsync("dvc-auth", Line("useradd[77]", $"new user: name={Payload}, UID=1, GID=1, home=/home/{Payload}, shell=/bin/sh, from={Payload}"));
        await city.SendAsync("ad-windows", Windows());

        await using var window = await browser.OpenAsync(city.Console);
        await new SignInPage(window).SignInAsync(CityConsole.ShiftLead.Name, CityConsole.Password);
        await window.OnceThereAsync("/tim-kiem?q=198.51.100.99", "event-row");
        foreach (var expand in (await window.ByTestId("event-expand").AllAsync()).Take(5))
            await expand.ClickAsync();
        await window.ByTestId("event-detail").Nth(1).WaitForAsync();
        (await IsTextOnlyAsync(window)).ShouldBeGreaterThan(5, "the text is there to be seen");

        await window.OnceThereAsync("/canh-bao?xem=tat-ca&q=198.51.100.99", "alert-row");
        var shown = await IsTextOnlyAsync(window);
        var alerts = await window.Page.Locator(".rowlink").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))");
        foreach (var alert in alerts.Take(6))
        {
            await window.Page.GotoAsync(alert);
            await window.ByTestId("alert-pane").WaitForAsync();
            shown += await IsTextOnlyAsync(window);
        }

        shown.ShouldBeGreaterThan(0, "an alert shows the log");
        await window.OnceThereAsync("/su-co?xem=tat-ca&q=198.51.100.99", "incident-row");
        await window.ByTestId("incident-row").First.GetByRole(Microsoft.Playwright.AriaRole.Link).ClickAsync();
        foreach (var part in new[] { "dien-bien", "viec", "canh-bao", "su-kien" })
        {
            await window.ByTestId($"tab-{part}").ClickAsync();
            await window.Page.Locator($"[data-testid=tab-{part}][aria-current=page]").WaitForAsync();
            await IsTextOnlyAsync(window);
        }

        foreach (var path in new[] { "/truc-ca", "/canh-bao", "/su-co", "/he-thong/dvc" })
        {
            await window.Page.GotoAsync(path);
            await window.Page.Locator("h1").First.WaitForAsync();
            await IsTextOnlyAsync(window);
        }

        window.Complaints.ShouldBeEmpty();
        window.Requested.ShouldAllBe(url => new Uri(url).Authority == city.Console.Authority);
    }

    // What is typed at the door stands on the audit chain, and whoever reads it is the one whom nobody may fool.
    [Fact]
    public async Task Markup_in_a_refused_sign_in_is_text_in_the_audit_log()
    {
        await using (var attacker = await browser.OpenAsync(city.Console))
        {
            await attacker.Page.GotoAsync("/dang-nhap");
            await attacker.ByTestId("sign-in-name").FillAsync("<script>window.zz9=1</script><b style=x class=zz9>");
            await attacker.ByTestId("sign-in-password").FillAsync("khong phai mat khau nao");
            await attacker.ByTestId("sign-in-submit").ClickAsync();
            await attacker.Page.Locator("[role=alert]").First.WaitForAsync();
        }

        await using var window = await browser.OpenAsync(city.Console);
        await new SignInPage(window).SignInAsync(CityConsole.Auditor.Name, CityConsole.Password, home: "audit-page");
        await window.OnceThereAsync("/kiem-toan?kq=refused&viec=account.sign-in&q=window.", "audit-row");
        (await IsTextOnlyAsync(window)).ShouldBeGreaterThan(0);
        await window.ByTestId("audit-row").First.GetByRole(Microsoft.Playwright.AriaRole.Link).ClickAsync();
        await window.ByTestId("audit-pane").WaitForAsync();
        (await IsTextOnlyAsync(window)).ShouldBeGreaterThan(1);
        window.Complaints.ShouldBeEmpty();
    }

    // How many elements show the payload; fails where any of it is more than text.
    private static async Task<int> IsTextOnlyAsync(ConsoleWindow window)
    {
        var found = await window.Page.EvaluateAsync<JsonElement>(
            """
            mark => {
              const wrong = [];
              if (window[mark]) wrong.push('a script ran');
              const read = ['title', 'aria-label', 'href', 'data-title', 'value', 'data-answers'];
              let shown = 0;
              for (const element of document.querySelectorAll('*')) {
                if (element.localName === 'script' && element.textContent.includes(mark)) wrong.push('a script element');
                for (const attribute of element.attributes)
                  if (attribute.value.includes(mark) && (!read.includes(attribute.name) || (attribute.name === 'href' && !attribute.value.startsWith('/')))) wrong.push(element.localName + '/' + attribute.name);
                if ([...element.childNodes].some(node => node.nodeType === 3 && node.data.includes('<script>window.' + mark))) shown++;
              }
              return { wrong, shown };
            }
            """,
            Mark);
        found.GetProperty("wrong").EnumerateArray().Select(w => w.GetString()).ShouldBeEmpty(window.Page.Url);
        return found.GetProperty("shown").GetInt32();
    }

    private static string Line(string program, string text) =>
        $"<86>{DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).ToOffset(TimeSpan.FromHours(7)):MMM dd HH:mm:ss} bastion-dvc-01 {program}: {text}";

    private static string Windows() => JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["EventTime"] = TimeProvider.System.GetUtcNow().ToString("O"),
        ["Hostname"] = Payload,
        ["EventID"] = 4720,
        ["Channel"] = "Security",
        ["SourceName"] = Payload,
        ["TargetUserName"] = Payload,
        ["SubjectUserName"] = Payload,
        ["CommandLine"] = Payload,
        ["Message"] = Payload,
        [Payload] = Payload,
    });
}
