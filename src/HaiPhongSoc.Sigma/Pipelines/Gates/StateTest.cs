using System.Globalization;

namespace HaiPhongSoc.Sigma.Pipelines.Gates;

/// <summary><c>processing_state</c>: what <c>set_state</c> said under a key, compared. Never said = false.</summary>
internal sealed record StateTest(string Key, string Value, string Op)
{
    public static readonly string[] Operators = ["eq", "ne", "gte", "gt", "lte", "lt"];

    public bool Holds(RuleDraft draft) => draft.State.TryGetValue(Key, out var said) && Compare(said, Value, Op);

    /// <summary>As numbers where both are, else as texts.</summary>
    public static bool Compare(string left, string right, string op)
    {
        var order = decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b)
            : string.CompareOrdinal(left, right);
        return op switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "gte" => order >= 0,
            "gt" => order > 0,
            "lte" => order <= 0,
            "lt" => order < 0,
            _ => false,
        };
    }
}
