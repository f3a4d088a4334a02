using System.Globalization;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Operations.Tests.Regulation;

/// <summary>
/// Every key of either shipped profile taken out alone, emptied alone, every reference renamed alone, every row given twice: refused, with a line of the row that is
/// faulty. The text is parsed once; what is changed is one node at a time. <c>SOC_FULL_LINT=1</c> takes all of them, CI every 14th, on each day another share;
/// <c>SOC_LINT_SHARE=n</c> takes the share that a failure names.
/// </summary>
public sealed class SingleFaultTests
{
    private const int Shares = 14;

    private static readonly int Share = int.TryParse(Environment.GetEnvironmentVariable("SOC_LINT_SHARE"), CultureInfo.InvariantCulture, out var share)
        ? share
        : TimeProvider.System.GetUtcNow().DayOfYear % Shares;

    /// <summary>What a row may leave out: without it the row says something else, and nothing is wrong with it.</summary>
    private static readonly HashSet<string> MayBeLeftOut =
    [
        "incident_conditions.serious", "incident_conditions.implies", "incident_clocks.from_decision", "duties.min_level", "duties.milestones", "accounts.roles.grace", "roles.held", "roles.city_wide",
        "level_questions.help", "level_questions.asked_when", "approvals.levels", "approvals.opinion", "approvals.plan_approved_by", "time_limits.levels", "dossier_parts.levels", "dossier_parts.form",
        "forms.fields.required", "forms.fields.choices", "periodic_activities.levels", "periodic_activities.assessment", "log_retention.levels", "reports.levels", "reports.form",
        "requirement_groups.clauses.1", "requirement_groups.clauses.2", "requirement_groups.clauses.3", "requirement_groups.clauses.4", "requirement_groups.clauses.5",
        "arrangements.before_level_approval", "system_record.help", "system_record.table", "system_record.required", "system_record.levels", "system_record.fields.kind",
        "system_record.fields.help", "system_record.fields.required", "system_record.fields.distinct_from", "transitions.levels", "transitions.of", "transitions.met_by", "transitions.where", "valid_to",
    ];

    /// <summary>Keys whose texts name something else of the profile or a word that the program knows.</summary>
    private static readonly HashSet<string> References =
    [
        "condition", "implies", "prepared_by", "opinion", "appraised_by", "approved_by", "plan_approved_by", "owner", "to", "form", "transition", "question", "section", "field", "any",
        "only", "none", "group", "distinct_from", "scope", "kind", "of", "met_by", "closed_day", "confidence", "second_factor", "roles", "levels",
    ];

    [Theory]
    [InlineData("vn-2026")]
    [InlineData("vn-2023-plan40")]
    public void A_key_that_is_taken_out_or_emptied_is_told_in_its_row(string profile)
    {
        var root = Load(profile);
        var accepted = new List<string>();
        foreach (var place in Sample(Places(root)))
        {
            var value = place.Map.Children[place.Key];
            place.Map.Children.Remove(place.Key);
            if (!IsTold(root, place) && !MayBeLeftOut.Contains(place.Path) && !MayBeLeftOut.Contains(place.Name))
                accepted.Add($"{place} taken out");
            place.Map.Children[place.Key] = value;
            if (!IsToldEmpty(root, place, value))
                accepted.Add($"{place} emptied");
        }

        accepted.ShouldBeEmpty($"SOC_LINT_SHARE={Share}");
        Faults(root).ShouldBeEmpty("everything is back");
    }

    [Theory]
    [InlineData("vn-2026")]
    [InlineData("vn-2023-plan40")]
    public void A_reference_to_what_is_not_there_is_told_in_its_row(string profile)
    {
        var root = Load(profile);
        var accepted = new List<string>();
        foreach (var place in Sample(Places(root).Where(p => References.Contains(p.Name) && p.Path != "forms.fields.levels")))
        {
            foreach (var text in Scalars(place.Map.Children[place.Key]))
            {
                var value = text.Value;
                text.Value = value + "-khac";
                if (!IsTold(root, place))
                    accepted.Add($"{place} renamed");
                text.Value = value;
            }
        }

        accepted.ShouldBeEmpty($"SOC_LINT_SHARE={Share}");
    }

    [Theory]
    [InlineData("vn-2026")]
    [InlineData("vn-2023-plan40")]
    public void A_row_that_is_given_twice_or_holds_at_no_time_is_told(string profile)
    {
        var root = Load(profile);
        var accepted = new List<string>();
        foreach (var (key, node) in root.Children.ToList())
        {
            if (node is not YamlSequenceNode part)
                continue;
            foreach (var row in part.Children.OfType<YamlMappingNode>().ToList())
            {
                part.Children.Add(row);
                if (!IsTold(root, row))
                    accepted.Add($"{key}, line {row.Start.Line}: given twice");
                part.Children.RemoveAt(part.Children.Count - 1);
                if (!row.Children.TryGetValue(new YamlScalarNode("valid_to"), out var end))
                    continue;
                var day = ((YamlScalarNode)end).Value;
                ((YamlScalarNode)end).Value = "2001-01-01";
                if (!IsTold(root, row))
                    accepted.Add($"{key}, line {row.Start.Line}: ends before it begins");
                ((YamlScalarNode)end).Value = day;
            }
        }

        accepted.ShouldBeEmpty($"SOC_LINT_SHARE={Share}");
    }

    // A list that may be left out may be empty; what it holds may not.
    private static bool IsToldEmpty(YamlMappingNode root, Place place, YamlNode value)
    {
        switch (value)
        {
            case YamlScalarNode text:
                var said = text.Value;
                text.Value = "  ";
                var isTold = IsTold(root, place);
                text.Value = said;
                return isTold;
            case YamlSequenceNode list when !MayBeLeftOut.Contains(place.Path):
                var items = list.Children.ToList();
                list.Children.Clear();
                isTold = IsTold(root, place);
                foreach (var item in items)
                    list.Children.Add(item);
                return isTold && (ReferenceEquals(place.Map, root) || items.OfType<YamlMappingNode>().All(item => IsToldEmpty(root, place, item)));
            case YamlMappingNode map:
                var keys = map.Children.ToList();
                map.Children.Clear();
                isTold = IsTold(root, place);
                foreach (var (key, kept) in keys)
                    map.Children.Add(key, kept);
                return isTold;
            default:
                return true;
        }
    }

    private static IEnumerable<Place> Sample(IEnumerable<Place> places) =>
        Environment.GetEnvironmentVariable("SOC_FULL_LINT") == "1" ? places : places.Where((_, i) => i % Shares == Share);

    private static YamlMappingNode Load(string profile)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(RepositoryRoot.Of("rules", "regulation", profile + ".yml"))));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static List<DocumentFault> Faults(YamlMappingNode root)
    {
        var faults = new List<DocumentFault>();
        var read = RegulationFile.Read(YamlText.Of(root, "p.yml", refusesEmpty: true), faults);
        (read is null).ShouldBe(faults.Count > 0);
        return faults;
    }

    private static bool IsTold(YamlMappingNode root, Place place) => IsTold(root, place.Row);

    private static bool IsTold(YamlMappingNode root, YamlMappingNode row) => Faults(root).Exists(f => f.Line >= row.Start.Line && f.Line <= LastLine(row));

    private static long LastLine(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.Select(c => Math.Max(LastLine(c.Value), c.Key.Start.Line)).Append(map.Start.Line).Max(),
        YamlSequenceNode list => list.Children.Select(LastLine).Append(list.Start.Line).Max(),
        _ => node.Start.Line,
    };

    // A row is what stands in a list of the root; a key of the root is its own.
    private static List<Place> Places(YamlMappingNode root)
    {
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var places = new List<Place>();
        Walk(root, root, "");
        return places;

        void Walk(YamlNode node, YamlMappingNode row, string path)
        {
            if (!seen.Add(node))
                return;
            if (node is YamlSequenceNode list)
            {
                foreach (var item in list.Children)
                    Walk(item, ReferenceEquals(row, root) && item is YamlMappingNode own ? own : row, path);
            }
            else if (node is YamlMappingNode map)
            {
                foreach (var (key, value) in map.Children)
                {
                    var name = ((YamlScalarNode)key).Value!;
                    places.Add(new Place(map, key, row, name, path.Length == 0 ? name : $"{path}.{name}"));
                    Walk(value, row, places[^1].Path);
                }
            }
        }
    }

    private static IEnumerable<YamlScalarNode> Scalars(YamlNode node) => node is YamlSequenceNode list ? list.Children.OfType<YamlScalarNode>() : node is YamlScalarNode one ? [one] : [];

    private sealed record Place(YamlMappingNode Map, YamlNode Key, YamlMappingNode Row, string Name, string Path)
    {
        public override string ToString() => FormattableString.Invariant($"{Path}, line {Key.Start.Line}");
    }
}
