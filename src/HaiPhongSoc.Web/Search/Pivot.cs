namespace HaiPhongSoc.Web.Search;

/// <summary>A value of a field that a search goes on from.</summary>
/// <param name="Exclude">True leaves such events out.</param>
/// <param name="Count">True counts the field's values instead of narrowing.</param>
public sealed record Pivot(string Field, string Value, bool Exclude = false, bool Count = false);
