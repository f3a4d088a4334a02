using System.Reflection;
using System.Text;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using static HaiPhongSoc.Web.Api.AlertsApi;
using static HaiPhongSoc.Web.Api.ListParameters;

namespace HaiPhongSoc.Web.Api;

/// <summary>Systems, their assets and duties.</summary>
internal static class RegisterApi
{
    private static readonly NumberParameter MinLevel = new("min_level", "At least this effective level.", 0, 5);
    private static readonly NumberParameter Level = new("level", "Exactly this effective level; 0 = none yet.", 0, 5);
    private static readonly FlagParameter Retired = new("retired", "False leaves retired systems out.");
    private static readonly FlagParameter Lacking = new("lacking", "True: systems that lack something; they say what.");
    private static readonly WordParameter<SystemStatus> Status = new("status", "Where it stands in its life.");
    private static readonly TextParameter Owner = new("owner", "Code of the organisation that owns it.");
    private static readonly TextParameter Text = new("text", "Part of the name or code; without case and diacritics.");
    private static readonly WordsParameter<DutyState> State = new("state", "States; without it what lapsed is left out.");
    private static readonly TextParameter SystemCode = new("system", "Duties of one system.");
    private static readonly TextParameter FindingsOf = new("system", "Findings of one system.");
    private static readonly TextParameter FindingsFor = new("organisation", "Code of the organisation that has to put it right.");
    private static readonly WordParameter<FindingKind> FindingsOfKind = new("kind", "What contradicts the register.");
    private static readonly WordParameter<FindingStanding> Standing = new("state", "Open (also without it), closed, or all.");
    private static readonly FlagParameter CityOnly = new("city_only", "Duties of the city itself.");
    private static readonly NumberParameter Year = new("year", "Owed for this year.", 2000, 2200);
    private static readonly TimeParameter DueBefore = new("due_before", "Due before.");
    private static readonly FlagParameter Milestones = new("milestones", "False leaves milestones out.");

    public static void Map(RouteGroupBuilder api, ApiLimits limits)
    {
        api.MapGet("/systems", ListAsync).Asks<ListSystems, PageShape<SystemShape>>(
            "systems.list", "Information systems, by code", r => r with { IsPaged = true }, MinLevel, Level, Status, Retired, Lacking, SystemMapApi.Gap, Owner, Text, UpdatedSince, Order, Limit, Cursor);
        api.MapGet("/systems/{code}", GetAsync).Asks<GetSystem, SystemDetailShape>("systems.get", "A system with assets, duties and incidents", r => r with { HasTag = true });
        SystemsApi.Map(api);
        SystemMapApi.Map(api);
        AssetsApi.Map(api);
        AntiMalwareApi.Map(api);
        RegisterFilesApi.Map(api);
        api.MapGet("/findings", FindingsAsync).Asks<ListFindings, PageShape<FindingShape>>(
            "findings.list", "Findings (phát hiện) of the register, worst first, then the latest", r => r with { IsPaged = true },
            Standing, FindingsOfKind, FindingsOf, FindingsFor, MinLevel, Limit, Cursor);
        api.MapPost("/systems/import", ImportAsync)
            .Asks<ImportRegister, RegisterImportedShape>("systems.import", "Take over a register file (YAML): all of it or nothing; the same file again changes nothing")
            .WithMetadata(new LargestBody(limits.LargestRegister));
        api.MapGet("/duties", DutiesAsync).Asks<ListDuties, PageShape<DutyShape>>(
            "duties.list", "Duties, earliest due first", r => r with { IsPaged = true },
            State, SystemCode, CityOnly, Year, DueBefore, Milestones, UpdatedSince, Order, Limit, Cursor);
        api.MapGet("/duties/{id:long}", DutyAsync).Asks<GetDuty, DutyShape>("duties.get", "A duty", r => r with { HasTag = true });
        api.MapPost("/duties/{id:long}/complete", CompleteAsync).Asks<CompleteDuty, ChangedShape>("duties.complete", "A duty is done, with its evidence", NeedsVersion);
    }

    private static Task<IResult> ListAsync(ApiCall call) => call.AskAsync(
        new ListSystems(
            call.Actor, call.Get(MinLevel), call.Get(Status), call.Get(Owner), call.Get(Text), call.Get(UpdatedSince), call.Get(Cursor), call.Get(Limit),
            call.IsByChange(), call.Get(Level), call.Get(Retired) == false, call.Get(Lacking) == true, call.Get(SystemMapApi.Gap)),
        page => call.Page<SystemRow, SystemShape>(page, SystemShape.Of));

    private static Task<IResult> GetAsync(ApiCall call, string code) => call.OneAsync(new GetSystem(call.Actor, code), SystemDetailShape.Of, d => d.Version);

    private static Task<IResult> FindingsAsync(ApiCall call) => call.AskAsync(
        new ListFindings(
            call.Actor, call.Get(FindingsOf), call.Get(FindingsFor), call.Get(FindingsOfKind), call.Get(Standing) ?? FindingStanding.Open, call.Get(MinLevel),
            call.Get(Cursor), call.Get(Limit) ?? 50),
        page => call.Page<FindingView, FindingShape>(page, FindingShape.Of));

    private static async Task<IResult> ImportAsync(ApiCall call, YamlBody body)
    {
        var command = new ImportRegister(call.Actor, body.Text, "body");
        var answer = await call.DoAsync(command, i => new RegisterImportedShape(
            i.Version, i.SystemsAdded, i.SystemsChanged, i.SystemsUnchanged, i.Assets, i.Organisations), body);
        return answer is ApiProblem { Code: "register.faults" } problem ? InLines(problem, new Wording("tệp đăng ký có lỗi: xem errors", "the register file has faults: see errors")) : answer;
    }

    private static Task<IResult> DutiesAsync(ApiCall call) => call.AskAsync(
        new ListDuties(
            call.Actor, call.Get(State), call.Get(SystemCode), call.Get(CityOnly) ?? false, call.Get(Year), call.Get(DueBefore), call.Get(Milestones) ?? true,
            call.Get(UpdatedSince), call.Get(Cursor), call.Get(Limit), call.IsByChange()),
        page => call.Page<DutyRow, DutyShape>(page, DutyShape.Of));

    private static Task<IResult> DutyAsync(ApiCall call, long id) => call.OneAsync(new GetDuty(call.Actor, id), DutyShape.Of, d => d.Version);

    private static Task<IResult> CompleteAsync(ApiCall call, long id, Body<CompleteDutyShape> body) =>
        call.DoAsync(new CompleteDuty(call.Actor, id, call.Version, body.Value.EvidenceNote), body);

    // Each fault of the file in a line of its own: name:line:column: reason.
    public static ApiProblem InLines(ApiProblem problem, Wording whole) => problem with
    {
        Detail = whole,
        Parts = [.. problem.Detail.Vi.Split('\n').Zip(problem.Detail.En.Split('\n'), Fault).Take(100)],
    };

    private static ProblemPart Fault(string vi, string en)
    {
        var (inVi, inEn) = (vi.Split(':', 4), en.Split(':', 4));
        return inEn.Length == 4 && inVi.Length == 4 && int.TryParse(inEn[1], out var line) && int.TryParse(inEn[2], out var column)
            ? new ProblemPart(new Wording(inVi[3].Trim(), inEn[3].Trim()), Line: line, Column: column)
            : new ProblemPart(new Wording(vi, en));
    }
}

/// <summary>An endpoint whose body may be larger than the others'.</summary>
internal sealed record LargestBody(long Bytes);

/// <summary>A YAML file as a body: UTF-8 and nothing else.</summary>
internal sealed class YamlBody : IBody, IEndpointParameterMetadataProvider
{
    private static readonly string[] Types = ["application/yaml", "text/yaml", "application/x-yaml"];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private YamlBody(string text, ReadOnlyMemory<byte> bytes, ApiProblem? problem) => (Text, Bytes, Problem) = (text, bytes, problem);

    public string Text { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public ApiProblem? Problem { get; }

    public static async ValueTask<YamlBody> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        if (!Types.Contains(context.Request.ContentType?.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase))
            return new YamlBody("", default, ApiProblem.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        var bytes = await Bodies.ReadAsync(context);
        try
        {
            var text = Strict.GetString(bytes.Span);
            if (text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal))
                return new YamlBody(text, bytes, null);
        }
        catch (DecoderFallbackException)
        {
            // Told below.
        }

        return new YamlBody("", bytes, new ApiProblem(
            StatusCodes.Status400BadRequest, "request.body", new Wording("nội dung phải là YAML bằng UTF-8", "the body must be YAML in UTF-8")));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AcceptsMetadata(Types, typeof(string), isOptional: false));
}
