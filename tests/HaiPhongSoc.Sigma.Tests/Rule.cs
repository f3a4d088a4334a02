using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Tests;

/// <summary>Rules for tests from their detections alone.</summary>
internal static class Rule
{
    /// <summary>The four lines that <see cref="Text"/> puts before the detections, which it indents by two.</summary>
    public const string Head = "title: Conformance\nlogsource:\n  category: conformance\ndetection:\n";

    public static string Text(string detection) =>
        Head + string.Join('\n', detection.Split('\n').Select(line => line.Length == 0 ? line : "  " + line));

    public static SigmaDocuments Parse(string detection, PlaceholderResolver? placeholders = null) => SigmaParser.Parse(Text(detection), "rule.yml", placeholders);

    /// <summary>One item under the condition <c>selection</c>.</summary>
    public static SigmaDocuments ParseItem(string item, PlaceholderResolver? placeholders = null) =>
        Parse($"selection:\n  {item}\ncondition: selection", placeholders);

    public static NaiveMatcher Matcher(string detection, PlaceholderResolver? placeholders = null)
    {
        var documents = Parse(detection, placeholders);
        documents.Diagnostics.Where(diagnostic => diagnostic.IsError).ShouldBeEmpty();
        return new NaiveMatcher(documents.Rules.Single());
    }

    public static NaiveMatcher ItemMatcher(string item, PlaceholderResolver? placeholders = null) =>
        Matcher($"selection:\n  {item}\ncondition: selection", placeholders);
}
