using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Linting;

/// <summary>Tags: their form, their namespace, and what each namespace demands (the specification's tags appendix). Whether a technique's number exists is not known here.</summary>
internal static partial class TagChecks
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly string[] Namespaces = ["attack", "car", "cve", "d3fend", "detection", "stp", "tlp"];
    private static readonly string[] Colours = ["clear", "white", "green", "amber", "amber-strict", "red"];
    private static readonly string[] Kinds = ["dfir", "emerging-threats", "threat-hunting"];

    // Tactics of the matrices for enterprises, mobile devices and industrial control, as tags write them.
    private static readonly string[] Tactics =
    [
        "reconnaissance", "resource-development", "initial-access", "execution", "persistence", "privilege-escalation", "defense-evasion", "stealth", "defense-impairment", "credential-access",
        "discovery", "lateral-movement", "collection", "command-and-control", "exfiltration", "impact", "network-effects", "remote-service-effects", "evasion", "inhibit-response-function",
        "impair-process-control",
    ];

    public static void Run(LintDocument document)
    {
        foreach (var tag in document.Scalars("tags"))
        {
            if (tag.Value is { } text)
                Check(document, tag, text);
        }
    }

    private static void Check(LintDocument document, YamlScalarNode node, string tag)
    {
#pragma warning disable CA1308 // Tags are written in lower case.
        var lower = tag.ToLowerInvariant();
#pragma warning restore CA1308
        if (lower != tag)
        {
            document.Warn("tag-case", node, $"the tag '{tag}' is written '{lower}'", document.Replacing(node, lower));
            return;
        }

        if (!Form().IsMatch(tag))
        {
            document.Warn("tag-format", node, $"'{tag}' is no tag: write namespace.name with letters, digits, - _ .");
            return;
        }

        var dot = tag.IndexOf('.', StringComparison.Ordinal);
        var (space, name) = (tag[..dot], tag[(dot + 1)..]);
        if (!Namespaces.Contains(space, StringComparer.Ordinal))
            document.Inform("tag-namespace", node, $"'{space}' is no namespace of the specification: {string.Join(", ", Namespaces)} are");
        else if (Right(space, name) is { } right)
            document.Warn($"tag-{space}", node, right.Message, right.Name is { } better ? document.Replacing(node, $"{space}.{better}") : null);
    }

    // What is wrong with the name, and the right one where there is no doubt.
    private static (string Message, string? Name)? Right(string space, string name) => space switch
    {
        "attack" => Attack().IsMatch(name) || Tactics.Contains(name, StringComparer.Ordinal) ? null
            : Tactics.Contains(name.Replace('_', '-'), StringComparer.Ordinal) ? ($"the tactic '{name}' is written with dashes since Sigma 2.0", name.Replace('_', '-'))
            : ($"'{name}' is no tactic, technique (t1059.001), software (s0154), group (g0016) or mitigation (m1049)", null),
        "cve" => Cve().IsMatch(name) ? null
            : Cve().IsMatch(name.Replace('.', '-')) ? ("a CVE is written cve.2021-44228", name.Replace('.', '-')) : ("a CVE is written cve.2021-44228", null),
        "car" => Car().IsMatch(name) ? null : ("an analytic is written car.2016-04-005", null),
        "d3fend" => D3fend().IsMatch(name) ? null : ("a D3FEND tag is written d3fend.d3-psa, or names a tactic or an artefact", null),
        "detection" => Kinds.Contains(name, StringComparer.Ordinal) ? null : ($"'{name}' is none of {string.Join(", ", Kinds)}", null),
        "stp" => Stp().IsMatch(name) ? null : ("a summiting score is written stp.3 or stp.3k", null),
        "tlp" => Colours.Contains(name, StringComparer.Ordinal) ? null : ($"'{name}' is none of {string.Join(", ", Colours)}", null),
        _ => null,
    };

    [GeneratedRegex("^[a-z0-9_-]+\\.[a-z0-9._-]+$", Linear)]
    private static partial Regex Form();

    [GeneratedRegex("^(t[0-9]{4}(\\.[0-9]{3})?|[sgmca][0-9]{4}|ds[0-9]{4}|ta[0-9]{4})$", Linear | RegexOptions.ExplicitCapture)]
    private static partial Regex Attack();

    [GeneratedRegex("^[0-9]{4}-[0-9]{4,}$", Linear)]
    private static partial Regex Cve();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{3}$", Linear)]
    private static partial Regex Car();

    [GeneratedRegex("^[a-z][a-z0-9-]*$", Linear)]
    private static partial Regex D3fend();

    [GeneratedRegex("^[1-5][auk]?$", Linear)]
    private static partial Regex Stp();
}
