using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Web.Api.Shapes;
using HaiPhongSoc.Web.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static HaiPhongSoc.Web.Api.ListParameters;

namespace HaiPhongSoc.Web.Api;

/// <summary>The audit chain, for an auditor's own tools. Who reads it stands on it.</summary>
internal static class AuditApi
{
    private static readonly TimeParameter From = new("from", "From then on.");
    private static readonly TimeParameter To = new("to", "Before then.");
    private static readonly TextParameter Who = new("who", "An account's id, or a part of a name; without case and diacritics.", 200);
    private static readonly TextParameter Action = new("action", "An action (`alert.close`), or what actions are about (`alert`).", 128);
    private static readonly TextParameter Subject = new("subject", "Exactly, for example `alert:12`.", 160);
    private static readonly WordParameter<AuditOutcomeWord> Outcome = new("outcome", "How it ended.");
    private static readonly TextParameter Text = new("text", "A part of names, subjects, details or values; without case and diacritics.", 200);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/audit/entries", ListAsync).Asks<SearchAudit, PageShape<AuditEntryShape>>(
            "audit.list", "Entries of the audit chain, newest first", r => r with { IsPaged = true }, From, To, Who, Action, Subject, Outcome, Text, Limit, Cursor);
        api.MapGet("/audit/entries/{id:long}", GetAsync).Asks<GetAuditEntry, AuditDetailShape>("audit.get", "An entry with what was before and after, its hash and its seal", r => r with { HasTag = true });
        api.MapGet("/audit/state", StateAsync).Asks<GetAuditState, AuditStateShape>("audit.state", "How far the chain goes, how far it is proven, and when it last left the machine");
        api.MapPost("/audit/verify", VerifyAsync).Asks<VerifyAudit, AuditVerdictShape>("audit.verify", "Verify the whole chain now: seconds for a million entries");
        api.MapPost("/audit/export", ExportAsync)
            .Asks<ExportAudit, string>("audit.export", "The sealed entries of a span of time as NDJSON, a manifest in the last line: without it the export was cut", r => r with { AnswerType = AuditFile.Type }, From, To);
    }

    private static Task<IResult> ListAsync(ApiCall call) => call.AskAsync(
        new SearchAudit(
            call.Actor,
            new AuditFilter(call.Get(From), call.Get(To), call.Get(Who), call.Get(Action), call.Get(Subject), call.Get(Outcome)?.ToString().ToLowerInvariant(), call.Get(Text)),
            call.Get(Cursor), call.Get(Limit)!.Value),
        page => call.Page<AuditRow, AuditEntryShape>(page, AuditEntryShape.Of));

    // Its place on the chain is all that changes of it.
    private static Task<IResult> GetAsync(ApiCall call, long id) =>
        call.OneAsync(new GetAuditEntry(call.Actor, id), AuditDetailShape.Of, detail => detail.Row.Sequence ?? 0);

    private static Task<IResult> StateAsync(ApiCall call) => call.AskAsync<AuditState>(new GetAuditState(call.Actor), state => ApiCall.Json(AuditStateShape.Of(state)));

    private static Task<IResult> VerifyAsync(ApiCall call) => call.AskAsync<AuditVerdict>(new VerifyAudit(call.Actor), verdict => ApiCall.Json(AuditVerdictShape.Of(verdict)));

    private static IResult ExportAsync(ApiCall call) => call.Get(From) is { } from && call.Get(To) is { } to
        ? new AuditFile(call.Actor, from, to)
        : EventsApi.Wrong(call.Get(From) is null ? From.Name : To.Name, new("cần from và to", "from and to are needed"));
}
