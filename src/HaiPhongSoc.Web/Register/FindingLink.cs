using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Web.Frame;
using HaiPhongSoc.Web.Parts;
using HaiPhongSoc.Web.Search;

namespace HaiPhongSoc.Web.Register;

/// <summary>Where a finding is put right, and where its events are read.</summary>
internal static class FindingLink
{
    private const long FiveMinutes = 5 * 60_000_000L;

    /// <summary>The page of the next step; null where it is done outside the console.</summary>
    /// <param name="mayTransfer">Who may not, does not reach the organisation that ended either.</param>
    public static string? ToDo(FindingView finding, bool mayTransfer) => finding.Kind switch
    {
        FindingKind.UnownedHost => Paths.Systems,
        FindingKind.UnknownNode when finding.SystemCode is { } code => $"{Paths.System(code)}#tai-san",
        FindingKind.LapsedDocument when finding.OrganisationCode is { } code => Paths.Organisation(code),
        FindingKind.EndedOrganisation => mayTransfer ? Paths.Organisation(finding.Subject) : null,
        FindingKind.LapsedApproval when finding.SystemCode is { } code => Paths.SystemLevel(code),
        FindingKind.LapsedAssessment when finding.SystemCode is { } code => $"{Paths.Duties}?ht={Uri.EscapeDataString(code)}",
        _ => finding.SystemCode is { } code ? Paths.System(code) : null,
    };

    /// <summary>A search for the same, from the first to the last that was seen.</summary>
    public static string ToEvents(FindingView finding) => SearchLink.To(QueryOf(finding), finding.FirstSeen - FiveMinutes, finding.LastSeen + FiveMinutes);

    private static string QueryOf(FindingView finding)
    {
        var query = finding switch
        {
            { Kind: FindingKind.UnownedHost, HostName: { } name } => KqlText.Equal("host.name", name),
            { Kind: FindingKind.UnownedHost or FindingKind.UnknownNode, Address: { } address } => KqlText.Equal("host.ip", address),
            { Kind: FindingKind.UnownedSource, Address: { } peer } when finding.Subject != finding.SourceId => KqlText.Equal("soc.peer", peer),
            { Kind: FindingKind.UnownedSource or FindingKind.SilentSource, SourceId: { } source } => KqlText.Equal("soc.source", source),
            _ => KqlText.Equal("soc.system", finding.SystemCode ?? finding.Subject),
        };
        return finding.Realm.Length > 0 ? KqlText.And(query, KqlText.Equal("soc.realm", finding.Realm)) : query;
    }
}
