using System.Text.RegularExpressions;
using System.Xml.Linq;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore.Kql;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Accounts.Screens;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mail;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Gaps;
using HaiPhongSoc.Operations.Register.Sheets;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;
using HaiPhongSoc.Web.Alerts;
using HaiPhongSoc.Web.Audit;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Incidents;
using HaiPhongSoc.Web.Register;
using HaiPhongSoc.Web.Regulation;
using HaiPhongSoc.Web.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace HaiPhongSoc.Web.Tests.Language;

/// <summary>Texts stand in the two resource files and nowhere else; each is there in both languages and is used.</summary>
public sealed partial class WordsTests
{
    private static readonly Dictionary<string, string> Vietnamese = Read("Words.resx");
    private static readonly Dictionary<string, string> English = Read("Words.en.resx");

    [Fact]
    public void Both_languages_have_the_same_texts() =>
        Vietnamese.Keys.Except(English.Keys, StringComparer.Ordinal).Concat(English.Keys.Except(Vietnamese.Keys, StringComparer.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void No_text_is_empty() =>
        Vietnamese.Concat(English).Where(w => string.IsNullOrWhiteSpace(w.Value)).Select(w => w.Key).ShouldBeEmpty();

    [Fact]
    public void Both_languages_fill_the_same_places() =>
        Vietnamese.Where(w => !Places(w.Value).SetEquals(Places(English[w.Key]))).Select(w => w.Key)
            .ShouldBeEmpty();

    [Fact]
    public void Every_text_that_a_page_asks_for_exists() => Used().Except(Vietnamese.Keys, StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void Every_text_is_used() => Vietnamese.Keys.Except(Used(), StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void No_page_holds_text_of_its_own() => ComponentText.Of(typeof(ConsoleServices).Assembly.GetTypes(), Vietnamese.ContainsKey).ShouldBeEmpty();

    [Fact]
    public void Literal_text_is_found() => ComponentText.Of([typeof(Talkative)], Vietnamese.ContainsKey).Count().ShouldBe(4);

    [Fact]
    public void Vietnamese_holds_no_english() => Vietnamese.Where(w => EnglishWord().IsMatch(Plain(w.Value))).Select(w => $"{w.Key}: {w.Value}").ShouldBeEmpty();

    [Fact]
    public void English_holds_no_vietnamese() =>
        English.Where(w => w.Key is not "Language.Vietnamese" && Diacritic().IsMatch(ProperName().Replace(w.Value, ""))).Select(w => $"{w.Key}: {w.Value}").ShouldBeEmpty();

    // What the laws in force call otherwise: ứng phó, chủ quản hệ thống thông tin, cấp độ, diễn tập, nhật ký, chứng cứ.
    [Theory]
    [InlineData("chủ sở hữu hệ thống")]
    [InlineData("mức bảo mật")]
    [InlineData("tập trận")]
    [InlineData("vi phạm an ninh")]
    [InlineData("hacker")]
    public void Vietnamese_says_nothing_that_the_law_calls_otherwise(string other) =>
        Vietnamese.Values.Where(text => text.Contains(other, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();

    [Theory]
    [InlineData("Nav.Incidents", "Sự cố")]
    [InlineData("Nav.Alerts", "Cảnh báo")]
    [InlineData("System.Owner", "Chủ quản")]
    [InlineData("Role.system-owner", "Chủ quản hệ thống thông tin")]
    [InlineData("Role.operator", "Đơn vị vận hành")]
    [InlineData("Role.responder", "Đội ứng cứu sự cố")]
    [InlineData("Verdict.TrueAttack", "Tấn công thật")]
    [InlineData("Verdict.TrueButHarmless", "Đúng nhưng vô hại")]
    [InlineData("Severity.Critical", "Nghiêm trọng")]
    [InlineData("Severity.Informational", "Thông tin")]
    public void A_term_is_the_one_that_the_city_uses(string key, string term) => Vietnamese[key].ShouldBe(term);

    // What nobody can read is not audited: a new request brings its name in words.
    [Fact]
    public void Whatever_can_stand_on_the_audit_chain_has_words() =>
        Actions().Select(action => $"Action.{action}").Except(Vietnamese.Keys, StringComparer.Ordinal).ShouldBeEmpty();

    private static IEnumerable<string> Actions() => AuditActions.OfTheProgram.Concat(AuditActions.ByArea.SelectMany(area => area.Actions));

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(RepositoryRoot.Of($"src/HaiPhongSoc.Web/Language/{file}")).Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    private static HashSet<string> Used()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, text) in Sources("*.razor").Concat(Sources("*.cs")))
        {
            keys.UnionWith(Quoted().Matches(text).Select(m => m.Groups["key"].Value).Where(k => Vietnamese.ContainsKey(k) || Asked(text, k)));
        }

        keys.UnionWith([.. Of<Severity>(), .. Of<AlertStatus>(), .. Of<AlertOrigin>(), .. Of<AlertView>(), .. Of<Verdict>(), .. Of<IncidentState>(),
            .. Of<IncidentView>(), .. Of<TaskPhase>(), .. Of<DutyState>(), .. Of<FindingKind>(), .. Of<FindingStanding>(), .. Of<SystemStatus>(), .. Of<FoundKind>(), .. Of<AccountState>(), .. Of<ApprovalState>(),
            .. Of<TokenState>(), .. Of<KioskState>(), .. Of<LetterState>(), .. Of<AssetKind>(), .. Of<OrganisationKind>(), .. Of<ArrangementState>(), .. Of<AssetStep>(), .. Of<SystemImportStep>(), .. Of<RecordImportStep>(), .. Of<RegisterPart>(), .. Of<RegisterFormat>(),
            .. Of<SystemStep>(), .. Of<SystemGap>(), .. Of<RegulationChangeKind>(), .. Enum.GetValues<SystemStep>().Select(SystemWords.Do), .. Enum.GetValues<SystemStatus>().SelectMany(s => new[] { SystemWords.To(s), SystemWords.About(s) }),
            .. Enum.GetNames<RegisterFormat>().Select(format => $"Exchange.{format}")]);
        keys.UnionWith(Actions().Select(action => $"Action.{action}"));
        keys.UnionWith(AuditActions.ByArea.Select(area => AuditActions.KeyOf(area.Area)));
        keys.UnionWith(new[] { "person", "service", "kiosk", "program" }.Select(kind => $"ActorKind.{kind}"));
        keys.UnionWith(new[] { "file", "syslog", "mail" }.Select(way => $"Anchor.{way}"));
        keys.UnionWith(RegulationKeys());
        keys.UnionWith(Preferences.Densities.Select(density => $"Density.{density}"));
        keys.UnionWith(RoleNames.All.Select(role => $"Role.{role}"));
        keys.UnionWith(TimeRange.Lengths.Keys.Select(length => $"Range.{length}"));
        keys.UnionWith(typeof(KqlErrorCodes).GetFields().Select(code => $"Kql.{code.GetRawConstantValue()}"));
        return keys;
    }

    // What the shipped profiles name.
    private static IEnumerable<string> RegulationKeys()
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.Of("rules", "regulation"), "vn-20*.yml"))
        {
            foreach (var row in RegulationTexts.Read(file, out _).ShouldNotBeNull(file).Rows)
            {
                yield return RegulationWords.Part(row.Part);
                yield return RegulationWords.Confidence(row.Basis.Confidence);
                foreach (var fact in row.Facts)
                    yield return RegulationWords.Fact(fact.Key);
            }
        }
    }

    private static IEnumerable<string> Of<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(name => $"{typeof(T).Name}.{name}");

    // W["Key"], Texts["Key"] and words["Key"] are requests; the same form in quotes elsewhere counts only if there is such a text.
    private static bool Asked(string text, string key) => Regex.IsMatch(
        text, $@"\b(?:W|Texts|words)\[""{Regex.Escape(key)}""", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static IEnumerable<(string Path, string Text)> Sources(string pattern) =>
        Directory.EnumerateFiles(RepositoryRoot.Of("src/HaiPhongSoc.Web"), pattern, SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllText(path)));

    // What is written in signs of quotation or is a name of a key or of a format.
    private static string Plain(string text) => Exact().Replace(text, "");

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"""(?<key>[A-Z][A-Za-z]+(?:\.[A-Za-z0-9-]+)*)""", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(?:the|and|of|not|with|your|from|alert|alerts|incident|incidents|system|systems|search|close|open|save|delete|cancel|user|users|password|settings|dashboard|rule|rules|error|page|event|events)\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex EnglishWord();

    [GeneratedRegex(@"«[^»]*»|""[^""]*""(?: and)?|\b[a-z]+\.[a-z.]+\b|\([a-z ]+\)|(?:and|or|not) (?=hoặc|,|và)|\b(?:Esc|Enter|Space)\b", RegexOptions.None, 1000)]
    private static partial Regex Exact();

    [GeneratedRegex(@"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Diacritic();

    [GeneratedRegex(@"Hải Phòng|Tiếng Việt", RegexOptions.None, 1000)]
    private static partial Regex ProperName();

    private sealed class Talkative : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.AddMarkupContent(0, "<p title=\"Xin chào\">Chào buổi sáng</p>");
            builder.OpenElement(1, "button");
            builder.AddAttribute(2, "aria-label", "Close");
            builder.AddAttribute(3, "class", "button primary");
            builder.AddContent(4, "hello");
            builder.AddContent(5, "SOC");
            builder.CloseElement();
        }
    }
}
