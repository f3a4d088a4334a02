using System.Diagnostics.CodeAnalysis;

namespace HaiPhongSoc.EventStore.Kql;

/// <summary>A query that was read without error. Immutable; equal text gives equal meaning on every engine.</summary>
public sealed class KqlQuery
{
    private KqlQuery(string text, KqlNode root) => (Text, Root) = (text, root);

    /// <summary>The empty query: every event.</summary>
    public static KqlQuery Everything { get; } = new("", new KqlEverything());

    /// <summary>The text as given.</summary>
    public string Text { get; }

    internal KqlNode Root { get; }

    /// <summary>Reads a query; a blank text means every event. Never throws for what a person may type.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out KqlQuery? query, [NotNullWhen(false)] out KqlError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        (var root, error) = KqlParser.Parse(text);
        query = root is null ? null : new KqlQuery(text, root);
        return query is not null;
    }

    public override string ToString() => Text;
}
