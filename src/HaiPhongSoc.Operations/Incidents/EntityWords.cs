using System.Globalization;
using HaiPhongSoc.Detection.Hits;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Incidents;

/// <summary>Entities as sentences name them.</summary>
internal static class EntityWords
{
    public static Wording Of(Entity entity) => entity.Kind switch
    {
        EntityKind.SourceAddress => new($"địa chỉ nguồn {entity.Value}", $"source address {entity.Value}"),
        EntityKind.Host => new($"máy {entity.Value}", $"host {entity.Value}"),
        EntityKind.User => new($"tài khoản {entity.Value}", $"user {entity.Value}"),
        EntityKind.System => new($"hệ thống {entity.Value}", $"system {entity.Value}"),
        EntityKind.LogSource => new($"nguồn log {entity.Value}", $"log source {entity.Value}"),
        EntityKind.Field => new($"giá trị {entity.Value}", $"value {entity.Value}"),
        _ => throw new ArgumentOutOfRangeException(nameof(entity), entity.Kind, "not a kind of entity"),
    };

    /// <summary>The kind as <see cref="Alerts.EntityView"/> names it.</summary>
    public static string KindName(EntityKind kind) => kind switch
    {
        EntityKind.SourceAddress => "source-address",
        EntityKind.Host => "host",
        EntityKind.User => "user",
        EntityKind.System => "system",
        EntityKind.LogSource => "log-source",
        EntityKind.Field => "field",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of entity"),
    };
}

/// <summary>Lengths of time as sentences name them.</summary>
internal static class SpanWords
{
    public static Wording Of(long microseconds)
    {
        var span = TimeSpan.FromMicroseconds(microseconds);
        return span switch
        {
            { TotalSeconds: < 60 } => Words((int)Math.Max(1, Math.Round(span.TotalSeconds)), "giây", "second"),
            { TotalMinutes: < 60 } => Words((int)Math.Round(span.TotalMinutes), "phút", "minute"),
            { TotalHours: < 48 } => Words((int)Math.Round(span.TotalHours), "giờ", "hour"),
            _ => Words((int)Math.Round(span.TotalDays), "ngày", "day"),
        };
    }

    private static Wording Words(int number, string vi, string en) => new(
        string.Create(CultureInfo.InvariantCulture, $"{number} {vi}"),
        string.Create(CultureInfo.InvariantCulture, $"{number} {en}{(number == 1 ? "" : "s")}"));
}
