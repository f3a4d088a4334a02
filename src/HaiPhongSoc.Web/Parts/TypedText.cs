namespace HaiPhongSoc.Web.Parts;

/// <summary>What a person types into a filter: it stays while the page around it is drawn again, until the address says something else.</summary>
internal sealed class TypedText
{
    private string? _filled;

    public string? Value { get; set; }

    /// <param name="text">What the address says now.</param>
    public void Fill(string? text)
    {
        if (string.Equals(text, _filled, StringComparison.Ordinal))
            return;
        (_filled, Value) = (text, text);
    }
}
