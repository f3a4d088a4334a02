using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static HaiPhongSoc.Web.Api.AlertsApi;

namespace HaiPhongSoc.Web.Api;

/// <summary>Organisations, and what each of them makes and keeps.</summary>
internal static class OrganisationsApi
{
    private static readonly TextParameter Text = new("text", "Words of a name of now or before, or of the code; without case and diacritics.", 200);
    private static readonly WordParameter<OrganisationKind> Kind = new("kind", "What kind of body it is.");
    private static readonly TextParameter Lacking = new("lacking", "Id of a column: where it is missing or lapsed; any = in any column.");
    private static readonly FlagParameter WithEnded = new("with_ended", "Also those that have ended.");

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/organisations", ListAsync).Asks<SearchOrganisations, OrganisationMatrixShape>(
            "organisations.list", "Organisations and how they stand with what they owe, the worst first: one page", parameters: [Text, Kind, Lacking, WithEnded]);
        api.MapPost("/organisations", AddAsync).Asks<AddOrganisation, ChangedShape>("organisations.add", "A new organisation", r => r with { IsCreated = true });
        var one = api.MapGroup("/organisations/{organisation}");
        one.MapGet("", GetAsync).Asks<GetOrganisation, OrganisationDetailShape>(
            "organisations.get", "An organisation with its documents, duties, systems and history", r => r with { HasTag = true });
        one.MapPost("/edit", EditAsync).Asks<EditOrganisation, ChangedShape>("organisations.edit", "Name, kind, parent and telephone; a name of before stays known", NeedsVersion);
        one.MapPost("/end", EndAsync).Asks<EndOrganisation, ChangedShape>("organisations.end", "It ended or was merged into another", NeedsVersion);
        one.MapPost("/revive", ReviveAsync).Asks<ReviveOrganisation, ChangedShape>("organisations.revive", "An end that was entered wrongly is taken back", NeedsVersion);
        one.MapPost("/transfer", TransferAsync).Asks<TransferOrganisation, ChangedShape>(
            "organisations.transfer", "Systems and organisations below one that has ended go to another, at once and as one", NeedsVersion);
        one.MapPost("/arrangements", RecordAsync).Asks<RecordArrangement, RecordedShape>(
            "arrangements.record", "A document that shows an arrangement; closes the duties that it meets", r => r with { IsCreated = true });
        one.MapPost("/people", NameAsync).Asks<NamePersonInCharge, RecordedShape>(
            "people.name", "Who acts for the organisation in a role of the law", r => r with { IsCreated = true });
        one.MapPost("/contacts/verify", VerifyAsync).Asks<VerifyContacts, RecordedShape>(
            "contacts.verify", "Everybody who is to be reached at any hour was called and answered", r => r with { IsCreated = true });
        var person = api.MapGroup("/people/{id:long}");
        person.MapPost("/edit", EditPersonAsync).Asks<EditPersonInCharge, ChangedShape>("people.edit", "What is said of them is changed", NeedsVersion);
        person.MapPost("/withdraw", WithdrawPersonAsync).Asks<WithdrawPersonInCharge, ChangedShape>("people.withdraw", "No longer named", NeedsVersion);
        person.MapPost("/restore", RestorePersonAsync).Asks<RestorePersonInCharge, ChangedShape>("people.restore", "A withdrawal is taken back", NeedsVersion);
        var document = api.MapGroup("/arrangements/{id:long}");
        document.MapPost("/correct", CorrectAsync).Asks<CorrectArrangement, ChangedShape>("arrangements.correct", "What was entered of a document is corrected", NeedsVersion);
        document.MapPost("/withdraw", WithdrawAsync).Asks<WithdrawArrangement, ChangedShape>("arrangements.withdraw", "A document no longer counts; its duties are owed again", NeedsVersion);
        document.MapPost("/restore", RestoreAsync).Asks<RestoreArrangement, ChangedShape>("arrangements.restore", "A withdrawal is taken back", NeedsVersion);
        document.MapPost("/confirm", ConfirmAsync).Asks<ConfirmArrangement, ChangedShape>("arrangements.confirm", "Who read what was told, and who confirmed it", NeedsVersion);
    }

    private static Task<IResult> ListAsync(ApiCall call) => call.AskAsync(
        new SearchOrganisations(call.Actor, call.Get(Text), call.Get(Kind), call.Get(Lacking), call.Get(WithEnded) ?? false),
        matrix => ApiCall.Json(OrganisationMatrixShape.Of(matrix)));

    private static Task<IResult> GetAsync(ApiCall call, string organisation) =>
        call.OneAsync(new GetOrganisation(call.Actor, organisation), OrganisationDetailShape.Of, o => o.Row.Version);

    private static Task<IResult> AddAsync(ApiCall call, Body<NewOrganisationShape> body) => DoAsync(
        call,
        new AddOrganisation(call.Actor, body.Value.Code, body.Value.Name, body.Value.Kind, body.Value.ParentCode, body.Value.Phone, body.Value.ValidFrom),
        body,
        StatusCodes.Status201Created);

    private static Task<IResult> EditAsync(ApiCall call, string organisation, Body<EditOrganisationShape> body) => DoAsync(
        call,
        new EditOrganisation(
            call.Actor, organisation, call.Version, body.Value.Name, body.Value.Kind, body.Value.ParentCode, body.Value.Phone, body.Value.RenamedOn, body.Value.Decision),
        body);

    private static Task<IResult> EndAsync(ApiCall call, string organisation, Body<EndOrganisationShape> body) => DoAsync(
        call, new EndOrganisation(call.Actor, organisation, call.Version, body.Value.LastDay, body.Value.SuccessorCode, body.Value.Decision), body);

    private static Task<IResult> ReviveAsync(ApiCall call, string organisation, Body<ReasonShape> body) =>
        DoAsync(call, new ReviveOrganisation(call.Actor, organisation, call.Version, body.Value.Reason), body);

    private static Task<IResult> TransferAsync(ApiCall call, string organisation, Body<TransferShape> body) =>
        DoAsync(call, new TransferOrganisation(call.Actor, organisation, call.Version, body.Value.ToCode), body);

    private static Task<IResult> RecordAsync(ApiCall call, string organisation, Body<RecordArrangementShape> body) =>
        MadeAsync(call, new RecordArrangement(call.Actor, organisation, body.Value.Kind, body.Value.Entry), body);

    private static Task<IResult> CorrectAsync(ApiCall call, long id, Body<ArrangementEntryShape> body) =>
        call.DoAsync(new CorrectArrangement(call.Actor, id, call.Version, body.Value.Entry), body);

    private static Task<IResult> WithdrawAsync(ApiCall call, long id, Body<ReasonShape> body) =>
        call.DoAsync(new WithdrawArrangement(call.Actor, id, call.Version, body.Value.Reason), body);

    private static Task<IResult> RestoreAsync(ApiCall call, long id) => call.DoAsync(new RestoreArrangement(call.Actor, id, call.Version));

    private static Task<IResult> ConfirmAsync(ApiCall call, long id, Body<ConfirmArrangementShape> body) =>
        call.DoAsync(new ConfirmArrangement(call.Actor, id, call.Version, body.Value.Who, body.Value.Day, body.Value.Confirmed), body);

    private static Task<IResult> NameAsync(ApiCall call, string organisation, Body<PersonEntryShape> body) =>
        MadeAsync(call, new NamePersonInCharge(call.Actor, organisation, body.Value.Entry), body);

    private static Task<IResult> VerifyAsync(ApiCall call, string organisation) => MadeAsync(call, new VerifyContacts(call.Actor, organisation));

    private static Task<IResult> EditPersonAsync(ApiCall call, long id, Body<PersonEntryShape> body) =>
        call.DoAsync(new EditPersonInCharge(call.Actor, id, call.Version, body.Value.Entry), body);

    private static Task<IResult> WithdrawPersonAsync(ApiCall call, long id, Body<ReasonShape> body) =>
        call.DoAsync(new WithdrawPersonInCharge(call.Actor, id, call.Version, body.Value.Reason), body);

    private static Task<IResult> RestorePersonAsync(ApiCall call, long id) => call.DoAsync(new RestorePersonInCharge(call.Actor, id, call.Version));

    private static Task<IResult> MadeAsync(ApiCall call, ICommand<Changed> command, IBody? body = null) => call.DoAsync(
        command, made => new RecordedShape(made.Id, made.Version, EntityTags.OfVersion(made.Version)), body, made => made.Version, StatusCodes.Status201Created);

    private static Task<IResult> DoAsync(ApiCall call, ICommand<OrganisationVersion> command, IBody body, int status = StatusCodes.Status200OK) =>
        call.DoAsync(command, made => new ChangedShape(made.Version, EntityTags.OfVersion(made.Version)), body, made => made.Version, status);
}
