using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Register.Records;

namespace HaiPhongSoc.Operations.Register;

internal sealed record OrganisationEntry(
    string Code, string Name, string? Parent, string? Phone, OrganisationKind? Kind, DateOnly? ValidFrom, DateOnly? ValidTo, string? Successor,
    IReadOnlyList<FormerNameEntry> FormerNames, long Line, long Column);

internal sealed record FormerNameEntry(string Name, DateOnly Until, string? Decision);

internal sealed record SystemEntry(
    string Code, string Name, int? Approved, int? Proposed, int? Computed, string? Basis, string? Decision, string Owner, string? Operator,
    SystemStatus Status, bool HasRealData, string? ContactName, string? ContactPhone, string? ContactEmail, IReadOnlyList<ClaimedAsset> Assets,
    long Line, long Column)
{
    public LevelAnswerSheet? Answers { get; init; }

    public string? Justification { get; init; }

    public DateOnly? DecidedOn { get; init; }

    public string? Conclusion { get; init; }

    public DateOnly? ConcludedOn { get; init; }

    public IReadOnlyList<RecordEntry> Record { get; init; } = [];
}

/// <summary>A register file, read strictly (schema in the README of this folder). With faults its content must not be used.</summary>
internal sealed class RegisterFile
{
    private static readonly Dictionary<string, SystemStatus> Statuses = new(StringComparer.Ordinal)
    {
        ["in-operation"] = SystemStatus.InOperation,
        ["test"] = SystemStatus.Test,
        ["not-concluded"] = SystemStatus.NotConcludedSecure,
        ["retired"] = SystemStatus.Retired,
    };

    /// <summary>How the file says it.</summary>
    public static string WordOf(SystemStatus status) => Statuses.First(s => s.Value == status).Key;

    /// <summary>Null where nothing is said.</summary>
    public static string? WordOf(OrganisationKind kind) => OrganisationKinds.FirstOrDefault(k => k.Value == kind).Key;

    private static readonly (string Word, AssetKind Kind, Wording Wrong)[] Kinds =
    [
        ("network", AssetKind.Network, new("dải địa chỉ: ghi 10.20.1.0/24 với phần máy bằng 0, hoặc một địa chỉ", "an address range: write 10.20.1.0/24 with zero host bits, or one address")),
        ("host", AssetKind.Host, new("tên máy", "a host name")),
        ("domain", AssetKind.Domain, new("tên miền: ghi dvc.haiphong.gov.vn", "a domain: write dvc.haiphong.gov.vn")),
        ("account", AssetKind.Account, new("tài khoản", "an account")),
    ];

    private static readonly Dictionary<string, OrganisationKind> OrganisationKinds = new(StringComparer.Ordinal)
    {
        ["city"] = OrganisationKind.City,
        ["department"] = OrganisationKind.Department,
        ["unit"] = OrganisationKind.Unit,
        ["commune"] = OrganisationKind.Commune,
        ["ward"] = OrganisationKind.Ward,
        ["special-zone"] = OrganisationKind.SpecialZone,
    };

    private readonly YamlText _document;
    private readonly TimeZoneInfo _zone;
    private readonly AnsweredLevels _levels;

    private RegisterFile(YamlText document, TimeZoneInfo zone, AnsweredLevels levels)
    {
        _document = document;
        _zone = zone;
        _levels = levels;
    }

    public List<OrganisationEntry> Organisations { get; } = [];

    public List<SystemEntry> Systems { get; } = [];

    public IReadOnlyList<DocumentFault> Faults => _document.Faults;

    /// <param name="zone">The zone in which the file's dates begin.</param>
    /// <param name="levels">What makes a level of answers.</param>
    public static RegisterFile Read(string yaml, string fileName, TimeZoneInfo zone, AnsweredLevels levels)
    {
        var file = new RegisterFile(YamlText.Parse(yaml, fileName), zone, levels);
        if (yaml.IndexOf('\uFFFD', StringComparison.Ordinal) is >= 0 and var at)
            file._document.Add(yaml.AsSpan(0, at).Count('\n') + 1, at - yaml.LastIndexOf('\n', at), "holds what is not text in UTF-8: save the file as UTF-8", "có chỗ không phải văn bản UTF-8: lưu lại tệp dạng UTF-8");
        if (file._document.Root is not { } root)
            return file;
        foreach (var map in root.Maps("organisations", isRequired: false))
            file.ReadOrganisation(map);
        foreach (var map in root.Maps("systems", isRequired: false))
            file.ReadSystem(map);
        root.Close();
        return file;
    }

    private void ReadOrganisation(YamlMap map)
    {
        var entry = new OrganisationEntry(
            Code(map), map.Text("name"), map.OptionalText("parent"), map.OptionalText("phone"), map.Has("kind") ? map.Word("kind", OrganisationKinds) : null,
            map.OptionalDate("valid_from"), map.OptionalDate("valid_to"), map.OptionalText("successor"),
            [.. map.Maps("former_names", isRequired: false).Select(ReadFormerName)], map.Node.Start.Line, map.Node.Start.Column);
        if (entry.ValidTo < entry.ValidFrom)
            map.Fault("valid_to", "is before valid_from", "sớm hơn valid_from");
        if (entry is { Successor: not null, ValidTo: null })
            map.Fault("successor", "is for an organisation that ended: give valid_to", "chỉ dành cho cơ quan đã kết thúc: ghi valid_to");
        if (Organisations.Any(o => o.Code == entry.Code))
            map.Fault("code", $"\"{entry.Code}\" is given twice", $"\"{entry.Code}\" có hai lần: bỏ một");
        map.Close();
        Organisations.Add(entry);
    }

    private static FormerNameEntry ReadFormerName(YamlMap map)
    {
        var until = map.OptionalDate("until");
        if (!map.Has("until"))
            map.Fault("until", "is missing: the last day of the name", "chưa có: ghi ngày cuối dùng tên này");
        var entry = new FormerNameEntry(map.Text("name"), until ?? DateOnly.MinValue, map.OptionalText("decision"));
        map.Close();
        return entry;
    }

    private void ReadSystem(YamlMap map)
    {
        var code = Code(map);
        if (Systems.Any(s => s.Code == code))
            map.Fault("code", $"\"{code}\" is given twice", $"\"{code}\" có hai lần: bỏ một");
        var level = map.Map("level", isRequired: false);
        var approved = level?.OptionalInteger("approved", 1, 5);
        var computed = level?.OptionalInteger("computed", 1, 5);
        var answered = level is null ? null : _levels.Read(level, computed);
        var contact = map.Map("contact", isRequired: false);
        var conclusion = map.Map("conclusion", isRequired: false);
        var entry = new SystemEntry(
            code,
            map.Text("name"),
            approved,
            level?.OptionalInteger("proposed", 1, 5),
            answered?.Level ?? computed,
            answered is null ? level?.Text("basis") : level?.OptionalText("basis") ?? answered.Basis,
            approved is null ? level?.OptionalText("decision") : level?.Text("decision"),
            map.Text("owner"),
            map.OptionalText("operator"),
            map.Word("status", Statuses),
            map.Flag("has_real_data", otherwise: false),
            contact?.Text("name"),
            contact?.OptionalText("phone"),
            contact?.OptionalText("email"),
            [.. map.Maps("assets", isRequired: false).Select(a => ReadAsset(a, code)).OfType<ClaimedAsset>()],
            map.Node.Start.Line,
            map.Node.Start.Column)
        {
            Answers = answered?.Answers,
            Justification = level?.OptionalText("justification"),
            DecidedOn = level?.OptionalDate("decided_on"),
            Conclusion = conclusion?.Text("document"),
            ConcludedOn = conclusion?.OptionalDate("on"),
            Record = RecordEntries.Read(map),
        };
        if (level is not null && entry is { Approved: null, Proposed: null, Computed: null })
            map.Fault("level", "names no figure: give approved, proposed, computed or answers", "chưa có cấp độ: ghi approved, proposed, computed hoặc answers");
        if (!map.Has("has_real_data"))
            map.Fault("has_real_data", "is missing: a test system with real data obeys the same rules", "chưa có: hệ thống thử nghiệm có dữ liệu thật phải bảo đảm như hệ thống chính thức");
        level?.Close();
        contact?.Close();
        conclusion?.Close();
        map.Close();
        Systems.Add(entry);
    }

    private ClaimedAsset? ReadAsset(YamlMap map, string systemCode)
    {
        var realm = map.Text("realm");
        var named = Kinds.Select(k => (k.Word, k.Kind, k.Wrong, Text: map.OptionalText(k.Word))).Where(k => k.Text is not null).ToList();
        var from = Start(map, "valid_from") ?? 0;
        var to = Start(map, "valid_to");
        var carvedFrom = map.OptionalText("carved_from");
        map.Close();
        if (to <= from)
            map.Fault("valid_to", "is not after valid_from", "không sau valid_from");
        if (named is not [var (word, kind, wrong, text)])
        {
            map.Fault("network", "or host, domain or account must be given, and only one of them", "hoặc host, domain, account: ghi một và chỉ một");
            return null;
        }

        if (!AssetKeys.TryRead(kind, text!, out var key))
        {
            map.Fault(word, $"\"{text}\" is not {wrong.En}", $"\"{text}\" không phải {wrong.Vi}");
            return null;
        }

        return new ClaimedAsset(systemCode, realm, kind, key, from, to, carvedFrom, map.Node.Start.Line, map.Node.Start.Column);
    }

    private static string Code(YamlMap map)
    {
        var code = map.Text("code");
        if (code.Length > 0 && !Codes.Is(code))
            map.Fault("code", $"\"{code}\" may hold lower-case letters, digits and dashes only, 64 at most", $"\"{code}\" chỉ được gồm chữ thường không dấu, chữ số, gạch nối, nhiều nhất 64 ký tự");
        return code;
    }

    private long? Start(YamlMap map, string key)
    {
        var text = map.OptionalText(key);
        if (text is null)
            return null;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return UtcMicroseconds.From(time);
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return UtcMicroseconds.From(new DateTimeOffset(local, _zone.GetUtcOffset(local)));
        map.Fault(key, $"is \"{text}\": write a date as yyyy-MM-dd, or a time as 2026-11-24T12:00:00+07:00", $"là \"{text}\": ghi ngày dạng năm-tháng-ngày, hoặc thời điểm như 2026-11-24T12:00:00+07:00");
        return null;
    }
}
