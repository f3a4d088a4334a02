using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Parts;

namespace HaiPhongSoc.Web.Search;

/// <summary>Addresses of searches: whoever opens one sees the same question.</summary>
internal static class SearchLink
{
    private const long FiveMinutes = 5 * 60_000_000L;

    public static string To(string query, long? from = null, long? to = null)
    {
        var address = $"{Paths.Search}?q={Uri.EscapeDataString(query)}";
        if (from is { } begin)
            address += $"&tu={Uri.EscapeDataString(LocalTime.Input(begin))}";
        if (to is { } end)
            // A minute later: the input has no seconds and the end is excluded.
            address += $"&den={Uri.EscapeDataString(LocalTime.Input(end + 60_000_000L))}";
        return address;
    }

    /// <summary>The events around an alert: those of its first entity that can be searched for, five minutes before the first to five minutes after the last.</summary>
    public static string Around(AlertRow alert)
    {
        var query = alert.Entities.Select(EntityWord.QueryOf).FirstOrDefault(q => q is not null) ?? "";
        return To(query, alert.FirstSeen - FiveMinutes, alert.LastSeen + FiveMinutes);
    }
}
