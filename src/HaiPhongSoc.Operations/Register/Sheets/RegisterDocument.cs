using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register.Records;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>The register file: taken over again as it is written here, it changes nothing.</summary>
public sealed record RegisterDocument(IReadOnlyList<OrganisationDocument> Organisations, IReadOnlyList<SystemDocument> Systems)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>In the form of the register file.</summary>
    public string ToYaml() => new SerializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .WithQuotingNecessaryStrings()
        .DisableAliases()
        .Build()
        .Serialize(this);

    /// <summary>The same as JSON, which is YAML too.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    internal static RegisterDocument Of(IEnumerable<OrganisationRecord> organisations, IEnumerable<SystemRecord> systems, ILookup<string, SectionRecord> sections, TimeZoneInfo zone) => new(
        [.. organisations.Select(OrganisationDocument.Of)],
        [.. systems.Select(s => SystemDocument.Of(s, sections[s.Code], zone))]);

    internal static string? DayOf(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

public sealed record OrganisationDocument(
    string Code, string Name, string? Parent = null, string? Phone = null, string? Kind = null, string? ValidFrom = null, string? ValidTo = null, string? Successor = null,
    IReadOnlyList<FormerNameDocument>? FormerNames = null)
{
    internal static OrganisationDocument Of(OrganisationRecord o) => new(
        o.Code, o.Name, o.ParentCode, o.Phone, RegisterFile.WordOf(o.Kind), RegisterDocument.DayOf(o.ValidFrom), RegisterDocument.DayOf(o.ValidTo), o.ValidTo is null ? null : o.SuccessorCode,
        o.FormerNames.Count == 0 ? null : [.. o.FormerNames.OrderBy(n => n.Until).Select(n => new FormerNameDocument(n.Name, RegisterDocument.DayOf(n.Until)!, n.Decision))]);
}

public sealed record FormerNameDocument(string Name, string Until, string? Decision = null);

public sealed record SystemDocument(
    string Code, string Name, string Owner, string Status, bool HasRealData, string? Operator = null, LevelDocument? Level = null, ContactDocument? Contact = null,
    IReadOnlyList<AssetDocument>? Assets = null, ConclusionDocument? Conclusion = null, IReadOnlyDictionary<string, object>? Record = null)
{
    internal static SystemDocument Of(SystemRecord s, IEnumerable<SectionRecord> sections, TimeZoneInfo zone) => new(
        s.Code,
        s.Name,
        s.OwnerCode,
        RegisterFile.WordOf(s.Status),
        s.HasRealData,
        s.OperatorCode,
        s.EffectiveLevel == 0 ? null : LevelDocument.Of(s),
        s.ContactName is { } name ? new ContactDocument(name, s.ContactPhone, s.ContactEmail) : null,
        s.Assets.Count == 0 ? null : [.. AssetTemplate.InOrder(s.Assets).Select(a => AssetDocument.Of(a, zone))],
        s.Conclusion is { } conclusion ? new ConclusionDocument(conclusion, RegisterDocument.DayOf(s.ConcludedOn)) : null,
        RecordOf(sections));

    // As people write it: one row without a list, one value without a list.
    private static SortedDictionary<string, object>? RecordOf(IEnumerable<SectionRecord> sections)
    {
        var record = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var section in sections.Where(s => s.Rows.Count > 0))
        {
            var rows = section.Rows.ConvertAll(row => new SortedDictionary<string, object>(row.ToDictionary(f => f.Key, f => f.Value is [var one] ? (object)one : f.Value, StringComparer.Ordinal), StringComparer.Ordinal));
            record[section.Section] = rows is [var only] ? only : rows;
        }

        return record.Count == 0 ? null : record;
    }
}

/// <param name="Answers">Instead of <paramref name="Computed"/>, which follows from them.</param>
public sealed record LevelDocument(
    int? Approved = null, int? Proposed = null, int? Computed = null, string? Basis = null, string? Decision = null, string? DecidedOn = null, string? Justification = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Answers = null)
{
    internal static LevelDocument Of(SystemRecord s) => new(
        s.ApprovedLevel, s.ProposedLevel, s.LevelAnswers.Count == 0 ? s.ComputedLevel : null, s.LevelBasis, s.LevelDecision, RegisterDocument.DayOf(s.LevelDecidedOn),
        s.LevelJustification, s.LevelAnswers.Count == 0 ? null : s.LevelAnswers);
}

public sealed record ConclusionDocument(string Document, string? On = null);

public sealed record ContactDocument(string Name, string? Phone = null, string? Email = null);

/// <summary>Exactly one of the four names is there.</summary>
public sealed record AssetDocument(
    string Realm, string? Network = null, string? Host = null, string? Domain = null, string? Account = null, string? ValidFrom = null, string? ValidTo = null, string? CarvedFrom = null)
{
    internal static AssetDocument Of(AssetEntry a, TimeZoneInfo zone) => new(
        a.Realm,
        a.Kind == AssetKind.Network ? a.Key : null,
        a.Kind == AssetKind.Host ? a.Key : null,
        a.Kind == AssetKind.Domain ? a.Key : null,
        a.Kind == AssetKind.Account ? a.Key : null,
        a.ValidFrom == 0 ? null : TimeOf(a.ValidFrom, zone),
        a.ValidTo is { } to ? TimeOf(to, zone) : null,
        a.CarvedFrom);

    // A day where it begins with one.
    private static string TimeOf(long time, TimeZoneInfo zone)
    {
        var at = TimeZoneInfo.ConvertTime(UtcMicroseconds.ToDateTimeOffset(time), zone);
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);
    }
}
