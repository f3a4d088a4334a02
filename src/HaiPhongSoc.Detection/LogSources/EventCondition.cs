using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.LogSources;

/// <summary>
/// Which events one entry of a binding means. Null = no matter. All texts are lower case; <see cref="Where"/> alone is asked of each event, the rest
/// of each kind of event once.
/// </summary>
internal sealed record EventCondition
{
    public string[]? Channels { get; init; }

    public string[]? Providers { get; init; }

    public string[]? EventIds { get; init; }

    public string[]? Products { get; init; }

    public string[]? Categories { get; init; }

    public string[]? Services { get; init; }

    public FieldCondition[] Where { get; init; } = [];

    public bool Holds(in EventKind kind) =>
        Has(Channels, kind.Channel) && Has(Providers, kind.Provider) && Has(EventIds, kind.EventId)
        && Has(Products, kind.LogSource.Product) && Has(Categories, kind.LogSource.Category) && Has(Services, kind.LogSource.Service);

    private static bool Has(string[]? allowed, string? value) =>
        allowed is null || (value is not null && Array.Exists(allowed, a => string.Equals(a, value, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>A field of the event has one of the values, compared without case.</summary>
internal sealed record FieldCondition(FieldId Field, string[] Values)
{
    public bool Holds(FieldSet fields)
    {
        for (var i = fields.IndexOf(Field); i >= 0; i = fields.IndexOf(Field, i + 1))
        {
            foreach (var value in Values)
            {
                if (System.Text.Ascii.EqualsIgnoreCase(fields[i].Value, value))
                    return true;
            }
        }

        return false;
    }
}
