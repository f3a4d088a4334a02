using System.Reflection;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Sheets;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace HaiPhongSoc.Web.Api;

/// <summary>The register as files: assets and systems come in as tables, everything goes out.</summary>
internal static class RegisterFilesApi
{
    private static readonly WordParameter<RegisterFormat> Format = new("format", "json and yaml: the register file; xlsx: assets and systems; csv: assets; systems_csv: systems. Without it json.");
    private static readonly FlagParameter EndsMissing = new("ends_missing", "The file is the whole list of its systems: what it leaves out ends now.");
    private static readonly FlagParameter LeaveOutFaulty = new("leave_out_faulty", "Rows at fault are left out; without it one refuses the file.");
    private static readonly TextParameter Seen = new("seen", "Of the preview: 409 where the register says something else by now.", 64);

    private static readonly TextParameter Section = new("section", "Of the profile's system_record, for one section as .csv; without it a workbook of all.", 64);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/register/export", ExportAsync).Asks<ExportRegister, RegisterDocument>("register.export", "The systems within reach with their assets", parameters: [Format]);
        api.MapPost("/register/assets/preview", PreviewAsync)
            .Asks<PreviewAssetImport, AssetImportPreviewShape>("register.assets.preview", "What a table of assets (.xlsx or .csv) would do, row by row; nothing is written", parameters: [EndsMissing])
            .WithMetadata(new LargestBody(PreviewAssetImport.LargestFile));
        api.MapPost("/register/assets/import", ImportAsync)
            .Asks<ImportAssets, AssetsImportedShape>("register.assets.import", "A table of assets (.xlsx or .csv) in one transaction; the same again changes nothing", parameters: [EndsMissing, LeaveOutFaulty, Seen])
            .WithMetadata(new LargestBody(PreviewAssetImport.LargestFile));
        api.MapPost("/register/systems/preview", PreviewSystemsAsync)
            .Asks<PreviewSystemImport, SystemImportPreviewShape>("register.systems.preview", "What a table of systems (.xlsx or .csv) would do, row by row; nothing is written")
            .WithMetadata(new LargestBody(PreviewAssetImport.LargestFile));
        api.MapPost("/register/systems/import", ImportSystemsAsync)
            .Asks<ImportSystems, SystemsImportedShape>("register.systems.import", "A table of systems (.xlsx or .csv) in one transaction; the same again changes nothing; levels are not taken from it", parameters: [LeaveOutFaulty, Seen])
            .WithMetadata(new LargestBody(PreviewAssetImport.LargestFile));
        api.MapGet("/register/records/export", ExportRecordsAsync)
            .Asks<ExportRecords, Stream>("register.records.export", "The records of the systems within reach: a workbook with a sheet for each section, or one section as .csv", r => r with { AnswerType = SheetBody.Workbook }, Section);
        api.MapPost("/register/records/preview", PreviewRecordsAsync)
            .Asks<PreviewRecordImport, RecordImportPreviewShape>("register.records.preview", "What a workbook of records, or one section as .csv, would do, row by row; nothing is written")
            .WithMetadata(new LargestBody(PreviewAssetImport.LargestFile));
        api.MapPost("/register/records/import", ImportRecordsAsync)
            .Asks<ImportRecords, RecordsImportedShape>("register.records.import", "A workbook of records, or one section as .csv, in one transaction: a section of a system that it names becomes what the file says, the others stay; answers determine levels, and their approval stands in no file", parameters: [Seen])
            .WithMetadata(new LargestBody(PreviewAssetImport.LargestFile));
    }

    private static Task<IResult> ExportAsync(ApiCall call) => call.AskAsync(
        new ExportRegister(call.Actor, call.Get(Format) ?? RegisterFormat.Json), file => Results.File(file.Content.ToArray(), file.ContentType, file.FileName));

    private static Task<IResult> PreviewAsync(ApiCall call, SheetBody body) => call.AskAsync(
        new PreviewAssetImport(call.Actor, body.Bytes, call.Get(EndsMissing) ?? false), preview => ApiCall.Json(AssetImportPreviewShape.Of(preview)));

    private static async Task<IResult> ImportAsync(ApiCall call, SheetBody body)
    {
        var command = new ImportAssets(call.Actor, body.Bytes, "", call.Get(EndsMissing) ?? false, call.Get(LeaveOutFaulty) ?? false, call.Get(Seen));
        return InLines(await call.DoAsync(command, i => new AssetsImportedShape(i.Added, i.Ended, i.Changed, i.Unchanged, i.LeftOut), body));
    }

    private static Task<IResult> PreviewSystemsAsync(ApiCall call, SheetBody body) => call.AskAsync(
        new PreviewSystemImport(call.Actor, body.Bytes), preview => ApiCall.Json(SystemImportPreviewShape.Of(preview)));

    private static async Task<IResult> ImportSystemsAsync(ApiCall call, SheetBody body)
    {
        var command = new ImportSystems(call.Actor, body.Bytes, "", call.Get(LeaveOutFaulty) ?? false, call.Get(Seen));
        return InLines(await call.DoAsync(command, i => new SystemsImportedShape(i.Added, i.Changed, i.Unchanged, i.LeftOut), body));
    }

    private static Task<IResult> ExportRecordsAsync(ApiCall call) => call.AskAsync(
        new ExportRecords(call.Actor, call.Get(Section)), file => Results.File(file.Content.ToArray(), file.ContentType, file.FileName));

    private static Task<IResult> PreviewRecordsAsync(ApiCall call, SheetBody body) => call.AskAsync(
        new PreviewRecordImport(call.Actor, body.Bytes), preview => ApiCall.Json(RecordImportPreviewShape.Of(preview)));

    private static async Task<IResult> ImportRecordsAsync(ApiCall call, SheetBody body) => InLines(await call.DoAsync(
        new ImportRecords(call.Actor, body.Bytes, "", call.Get(Seen)), i => new RecordsImportedShape(i.Systems, i.Sections, i.Unchanged), body));

    private static IResult InLines(IResult answer) => answer is ApiProblem { Code: "import.faults" } problem
        ? RegisterApi.InLines(problem, new Wording("tệp có dòng lỗi, chưa nhập gì: xem errors", "rows of the file are at fault, nothing was imported: see errors"))
        : answer;
}

/// <summary>A table as a body; what it is its content says.</summary>
internal sealed class SheetBody : IBody, IEndpointParameterMetadataProvider
{
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly string[] Types = [Workbook, "text/csv"];

    private SheetBody(ReadOnlyMemory<byte> bytes, ApiProblem? problem) => (Bytes, Problem) = (bytes, problem);

    public ReadOnlyMemory<byte> Bytes { get; }

    public ApiProblem? Problem { get; }

    public static async ValueTask<SheetBody> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        return Types.Contains(context.Request.ContentType?.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase)
            ? new SheetBody(await Bodies.ReadAsync(context), null)
            : new SheetBody(default, ApiProblem.OfStatus(StatusCodes.Status415UnsupportedMediaType));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AcceptsMetadata(Types, typeof(string), isOptional: false));
}
