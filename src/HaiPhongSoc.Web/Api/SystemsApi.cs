using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static HaiPhongSoc.Web.Api.AlertsApi;

namespace HaiPhongSoc.Web.Api;

/// <summary>Registering systems, their levels, their states and their records.</summary>
internal static class SystemsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/systems", AddAsync).Asks<AddSystem, ChangedShape>("systems.add", "A new system, which may not be in use yet", r => r with { IsCreated = true });
        var one = api.MapGroup("/systems/{code}");
        one.MapPost("/edit", EditAsync).Asks<EditSystem, ChangedShape>("systems.edit", "Name, owner, operator, real data and contact", NeedsVersion);
        one.MapPost("/level", DetermineAsync).Asks<DetermineLevel, ChangedShape>(
            "systems.level", "Answers to the questions of the decision table are kept with the level that follows; a lower proposal needs a justification", NeedsVersion);
        one.MapPost("/status", StatusAsync).Asks<ChangeSystemStatus, ChangedShape>(
            "systems.status", "Where it stands in its life; into operation with the conclusion only", NeedsVersion);
        one.MapGet("/speakers", SpeakersAsync).Asks<ListSpeakers, PageShape<SpeakerShape>>(
            "systems.speakers", "Which sources speak of a system, when each spoke last, and how much in the last seven days: one page");
        one.MapGet("/record", RecordAsync).Asks<GetSystemRecord, SystemRecordShape>(
            "systems.record", "What is recorded of a system, section by section, with what is missing");
        one.MapPost("/record/{section}", SaveAsync).Asks<SaveSystemSection, ChangedShape>(
            "systems.record.save", "One section of the record, on the section's own version (0 = nothing kept yet)", NeedsVersion);
    }

    private static Task<IResult> AddAsync(ApiCall call, Body<NewSystemShape> body) => DoAsync(
        call,
        new AddSystem(call.Actor, body.Value.Code, body.Value.Name, body.Value.OwnerCode, body.Value.OperatorCode, body.Value.HasRealData),
        body,
        StatusCodes.Status201Created);

    private static Task<IResult> EditAsync(ApiCall call, string code, Body<EditSystemShape> body) => DoAsync(
        call,
        new EditSystem(
            call.Actor, code, call.Version, body.Value.Name, body.Value.OwnerCode, body.Value.OperatorCode, body.Value.HasRealData,
            body.Value.Contact is { } contact ? new SystemContact(contact.Name, contact.Phone, contact.Email) : null),
        body);

    private static Task<IResult> DetermineAsync(ApiCall call, string code, Body<DetermineLevelShape> body) => DoAsync(
        call, new DetermineLevel(call.Actor, code, call.Version, body.Value.Answers, body.Value.Proposed, body.Value.Justification), body);

    private static Task<IResult> StatusAsync(ApiCall call, string code, Body<SystemStatusShape> body) => DoAsync(
        call, new ChangeSystemStatus(call.Actor, code, call.Version, body.Value.Status, body.Value.Document, body.Value.ConcludedOn, body.Value.Reason), body);

    private static Task<IResult> RecordAsync(ApiCall call, string code) =>
        call.AskAsync(new GetSystemRecord(call.Actor, code), record => ApiCall.Json(SystemRecordShape.Of(record)));

    private static Task<IResult> SpeakersAsync(ApiCall call, string code) => call.AskAsync<IReadOnlyList<SpeakerView>>(
        new ListSpeakers(call.Actor, code), found => ApiCall.Json(new PageShape<SpeakerShape>([.. found.Select(SpeakerShape.Of)], null, HasMore: false)));

    private static Task<IResult> SaveAsync(ApiCall call, string code, string section, Body<RecordRowsShape> body) =>
        DoAsync(call, new SaveSystemSection(call.Actor, code, section, call.Version, body.Value.Rows), body);

    private static Task<IResult> DoAsync(ApiCall call, ICommand<SystemVersion> command, IBody body, int status = StatusCodes.Status200OK) =>
        call.DoAsync(command, made => new ChangedShape(made.Version, EntityTags.OfVersion(made.Version)), body, made => made.Version, status);
}
