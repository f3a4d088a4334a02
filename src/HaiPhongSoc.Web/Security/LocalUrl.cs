namespace HaiPhongSoc.Web.Security;

/// <summary>Where a person may be sent back to: a path of this console, never another site.</summary>
internal static class LocalUrl
{
    /// <summary>The address itself where it is a path of ours, otherwise <c>/</c>.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    public static bool IsLocal(string? url)
    {
        if (string.IsNullOrEmpty(url) || url[0] != '/' || url.Length > 2_000)
            return false;
        // "//host" and "/\host" are other sites to a browser, and control characters are skipped before it looks.
        if (url.Length > 1 && url[1] is '/' or '\\')
            return false;
        foreach (var c in url)
        {
            if (char.IsControl(c) || c == '\\')
                return false;
        }

        return true;
    }

    /// <summary>Path and query of an address of the same host, otherwise <c>/</c>; for the Referer of a form on one of our pages.</summary>
    public static string FromReferer(string? referer, string host) =>
        Uri.TryCreate(referer, UriKind.Absolute, out var from) && string.Equals(from.Authority, host, StringComparison.OrdinalIgnoreCase)
            ? OrHome(from.PathAndQuery)
            : "/";
}
