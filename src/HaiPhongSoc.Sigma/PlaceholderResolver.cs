namespace HaiPhongSoc.Sigma;

/// <summary>The values of a placeholder (<c>%name%</c> under the modifier <c>expand</c>), or null where it is not known. Values may hold wildcards.</summary>
public delegate IReadOnlyList<string>? PlaceholderResolver(string name);
