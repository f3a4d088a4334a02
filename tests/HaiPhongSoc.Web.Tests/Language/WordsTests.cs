using System.Text.RegularExpressions;
using System.Xml.Linq;
using HaiPhongSoc.Events;
using HaiPhongSoc.EventStore.Kql;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Testing;
using HaiPhongSoc.Web.Alerts;
using HaiPhongSoc.Web.Incidents;
using HaiPhongSoc.Web.Search;

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
    public void No_page_holds_text_of_its_own() => Sources("*.razor").SelectMany(Literals).ShouldBeEmpty();

    [Theory]
    [InlineData("<p>Xin chào</p>")]
    [InlineData("<p>@W[\"A\"] hello</p>")]
    [InlineData("<button title=\"Close\"></button>")]
    public void Literal_text_is_found(string markup) => Literals(("x.razor", markup)).ShouldNotBeEmpty();

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
            .. Of<IncidentView>(), .. Of<TaskPhase>(), .. Of<DutyState>(), .. Of<SystemStatus>()]);
        keys.UnionWith(RoleNames.All.Select(role => $"Role.{role}"));
        keys.UnionWith(TimeRange.Lengths.Keys.Select(length => $"Range.{length}"));
        keys.UnionWith(typeof(KqlErrorCodes).GetFields().Select(code => $"Kql.{code.GetRawConstantValue()}"));
        return keys;
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

    /// <summary>Words of two letters and more that stand between tags, after an expression, or in attributes that people read.</summary>
    private static IEnumerable<string> Literals((string Path, string Text) source)
    {
        var code = source.Text.IndexOf("@code {", StringComparison.Ordinal);
        var markup = Comment().Replace(code < 0 ? source.Text : source.Text[..code], "");
        return ReadAttribute().Matches(markup).Concat(BetweenTags().Matches(markup)).Concat(AfterExpression().Matches(markup))
            .Select(match => match.Groups["text"].Value.Trim())
            .Where(text => Word().IsMatch(ProductName().Replace(Statement().Replace(text, ""), "")))
            .Select(text => $"{source.Path}: {text}");
    }

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"""(?<key>[A-Z][A-Za-z]+(?:\.[A-Za-z0-9-]+)*)""", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:title|placeholder|aria-label|alt|Label|Confirm)=""(?<text>[^@""][^""]*)""", RegexOptions.None, 1000)]
    private static partial Regex ReadAttribute();

    [GeneratedRegex(@">(?<text>[^<>@{}()""]+)<", RegexOptions.None, 1000)]
    private static partial Regex BetweenTags();

    [GeneratedRegex(@"[\])](?<text>\s+\p{L}{2,}[^<>@{}()=;""|&]*)<", RegexOptions.None, 1000)]
    private static partial Regex AfterExpression();

    [GeneratedRegex(@"\b(?:case \w+:|default:|break;|else)", RegexOptions.None, 1000)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\bSOC\b", RegexOptions.None, 1000)]
    private static partial Regex ProductName();

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
