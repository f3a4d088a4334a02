using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Web.Language;

namespace HaiPhongSoc.Web.Parts;

/// <summary>Entities of alerts as words and as searches.</summary>
internal static class EntityWord
{
    public static string KindOf(Words words, EntityView entity) => entity.Kind switch
    {
        "source-address" => words["Entity.SourceAddress"],
        "host" => words["Entity.Host"],
        "user" => words["Entity.User"],
        "system" => words["Entity.System"],
        "log-source" => words["Entity.LogSource"],
        _ => words["Entity.Field"],
    };

    /// <summary>The query that finds its events, or null where the store has no field for it.</summary>
    public static string? QueryOf(EntityView entity) => entity.Kind switch
    {
        "source-address" => KqlText.Equal("source.ip", entity.Value),
        "host" => KqlText.Equal("host.name", entity.Value),
        // A local account stands with its host: user@host.
        "user" => KqlText.Equal("user.name", entity.Value.Split('@')[0]),
        "field" when entity.Value.IndexOf('=', StringComparison.Ordinal) is > 0 and var at => KqlText.Equal(entity.Value[..at], entity.Value[(at + 1)..]),
        _ => null,
    };
}
