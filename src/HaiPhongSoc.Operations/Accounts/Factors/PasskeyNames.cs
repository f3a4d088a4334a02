namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>Names that people give their passkeys.</summary>
internal static class PasskeyNames
{
    public const int Longest = 64;

    /// <summary>Without control characters and cut; the given word where nothing is left.</summary>
    public static string Of(string typed, string otherwise)
    {
        var name = string.Concat(typed.Where(c => !char.IsControl(c))).Trim();
        if (name.Length > Longest)
            name = name[..Longest].TrimEnd();
        return name.Length > 0 ? name : otherwise;
    }
}
