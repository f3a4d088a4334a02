namespace HaiPhongSoc.Web.Api;

/// <summary>In which order a list comes.</summary>
internal enum ListOrder
{
    /// <summary>As the console shows it.</summary>
    Default = 1,

    /// <summary>By change, for who keeps a copy.</summary>
    Updated = 2,
}

/// <summary>What every list takes.</summary>
internal static class ListParameters
{
    public static readonly NumberParameter Limit = new("limit", "Most records of the page.", 1, 500, 50);

    public static readonly CursorParameter Cursor = new();

    public static readonly TimeParameter UpdatedSince = new(
        "updated_since", "Only what changed at or after this time; implies order=updated. Begin with it and go on with `next`: nothing is missed, nothing comes twice unchanged.");

    public static readonly WordParameter<ListOrder> Order = new("order", "updated: in the order of change, `next` is then always given.");

    public static bool IsByChange(this ApiCall call) => call.Get(Order) == ListOrder.Updated || call.Has(UpdatedSince);
}
