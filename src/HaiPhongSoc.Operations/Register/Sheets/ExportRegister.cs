using System.Globalization;
using System.Text;
using FluentValidation;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>How the register is written.</summary>
public enum RegisterFormat
{
    /// <summary>A workbook of assets and systems, which can be imported again.</summary>
    Xlsx = 1,

    /// <summary>The table of assets.</summary>
    Csv = 2,

    /// <summary>The register file.</summary>
    Json = 3,

    /// <summary>The register file.</summary>
    Yaml = 4,

    /// <summary>The table of systems.</summary>
    SystemsCsv = 5,
}

/// <summary>Xuất sổ đăng ký: the systems within the asker's reach with their assets, organisations and contacts.</summary>
public sealed record ExportRegister(Actor Actor, RegisterFormat Format) : IQuery<RegisterDownload>, IReadsPersonalData
{
    // Names, telephone numbers and addresses of contacts.
    string? IReadsPersonalData.ReadSubject => $"register:{Format.ToString().ToLowerInvariant()}";
}

internal sealed class ExportRegisterValidator : AbstractValidator<ExportRegister>
{
    public ExportRegisterValidator() => RuleFor(r => r.Format).IsInEnum().WithMessage("chọn dạng tệp: xlsx, csv, json, yaml hoặc systems_csv | choose a format: xlsx, csv, json, yaml or systems_csv");
}

internal sealed class ExportRegisterHandler(OperationsDbContext database, CityTime time) : IRequestHandler<ExportRegister, Outcome<RegisterDownload>>
{
    public async Task<Outcome<RegisterDownload>> Handle(ExportRegister request, CancellationToken cancellationToken)
    {
        var systems = await database.Systems.Include(s => s.Assets).OrderBy(s => s.Code).ToListAsync(cancellationToken);
        var organisations = await OrganisationsAsync(systems, cancellationToken);
        var sections = (await database.SystemSections.OrderBy(s => s.Section).ToListAsync(cancellationToken)).ToLookup(s => s.SystemCode, StringComparer.Ordinal);
        var day = time.DayOf(time.Now).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return request.Format switch
        {
            RegisterFormat.Xlsx => new RegisterDownload(Workbook(systems, organisations), $"so-dang-ky_{day}.xlsx", AssetTemplate.ContentType),
            RegisterFormat.SystemsCsv => new RegisterDownload(CsvSheet.Write(SystemSheet.Header, SystemRows(systems, organisations)), $"he-thong_{day}.csv", "text/csv; charset=utf-8"),
            RegisterFormat.Csv => new RegisterDownload(CsvSheet.Write(AssetSheet.Header, Rows(systems)), $"tai-san_{day}.csv", "text/csv; charset=utf-8"),
            RegisterFormat.Json => new RegisterDownload(Document().ToJson(), $"so-dang-ky_{day}.json", "application/json"),
            RegisterFormat.Yaml => new RegisterDownload(Encoding.UTF8.GetBytes(Document().ToYaml()), $"so-dang-ky_{day}.yml", "application/yaml"),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Format, "not a format"),
        };

        RegisterDocument Document() => RegisterDocument.Of(organisations, systems, sections, time.Zone);
    }

    private byte[] Workbook(List<SystemRecord> systems, List<OrganisationRecord> organisations) => XlsxWriter.Write(
        AssetTemplate.Assets(Rows(systems)),
        SystemSheet.Systems(SystemRows(systems, organisations)),
        AssetTemplate.Guide());

    private static IEnumerable<IReadOnlyList<string>> SystemRows(List<SystemRecord> systems, List<OrganisationRecord> organisations) =>
        SystemSheet.Rows(systems, organisations.ToDictionary(o => o.Code, o => o.Name, StringComparer.Ordinal));

    private IEnumerable<IReadOnlyList<string>> Rows(List<SystemRecord> systems) =>
        systems.SelectMany(s => AssetTemplate.InOrder(s.Assets)).Select(a => AssetSheet.RowOf(a, time.Zone));

    // Those that the systems name, and what lies above them; all of them for whoever reaches the city.
    private async Task<List<OrganisationRecord>> OrganisationsAsync(List<SystemRecord> systems, CancellationToken cancellationToken)
    {
        var all = await database.Organisations.Include(o => o.FormerNames).OrderBy(o => o.Code).ToListAsync(cancellationToken);
        if (database.Reach.IsCity)
            return all;
        var named = systems.SelectMany(s => new[] { s.OwnerCode, s.OperatorCode }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var byCode = all.ToDictionary(o => o.Code, StringComparer.Ordinal);
        foreach (var code in named.ToList())
        {
            for (var above = byCode.GetValueOrDefault(code)?.ParentCode; above is not null && named.Add(above);)
                above = byCode.GetValueOrDefault(above)?.ParentCode;
        }

        return all.FindAll(o => named.Contains(o.Code));
    }
}
