using Microsoft.AspNetCore.WebUtilities;

namespace HaiPhongSoc.Web.Regulation;

/// <summary>Answers in an address: <c>?purpose=internal,online-service&amp;harm=none</c>. What no question knows is dropped by who reads them.</summary>
internal static class LevelAddress
{
    /// <summary>A parameter that no question has: nothing is answered, also where something was kept.</summary>
    public const string Anew = "lam-lai=1";

    // Far above any profile's questions and options.
    private const int Most = 50;

    public static Dictionary<string, IReadOnlyList<string>> Read(string uri) =>
        QueryHelpers.ParseQuery(new Uri(uri).Query).Take(Most).ToDictionary(
            pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.ToString().Split(',', Most, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], StringComparer.Ordinal);
}
