using System.Diagnostics.CodeAnalysis;

namespace HaiPhongSoc.EventStore.Kql;

/// <summary>A query that was read without error. Immutable; equal text gives equal meaning on every engine.</summary>
public sealed class KqlQuery
{
    private KqlQuery(string text) => Text = text;

    /// <summary>The empty query: every event.</summary>
    public static KqlQuery Everything { get; } = new("");

    /// <summary>The text as given.</summary>
    public string Text { get; }

    /// <summary>Reads a query; a blank text means every event. Never throws for what a person may type.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out KqlQuery? query, [NotNullWhen(false)] out KqlError? error)
    {
        query = new KqlQuery(text);
        error = null;
        return true;
    }
}
