using HaiPhongSoc.Operations.Audit.Anchors;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>What cannot work, with the remedy.</summary>
internal static class AuditOptionsCheck
{
    public static IEnumerable<string> Faults(AuditOptions audit)
    {
        if (audit.SealEvery < TimeSpan.FromMilliseconds(50) || audit.SealEvery > TimeSpan.FromMinutes(1))
            yield return $"Audit:SealEvery is {audit.SealEvery}: choose 0.05 seconds to one minute";
        if (audit.ClockTolerance < TimeSpan.FromSeconds(1) || audit.ClockTolerance > TimeSpan.FromHours(1))
            yield return $"Audit:ClockTolerance is {audit.ClockTolerance}: choose one second to one hour";
        if (audit.VerifyAt < TimeSpan.Zero || audit.VerifyAt >= TimeSpan.FromDays(1))
            yield return $"Audit:VerifyAt is {audit.VerifyAt}: give a time of the day such as 02:30";
        if (audit.VerifyRowsPerSecond < 0)
            yield return $"Audit:VerifyRowsPerSecond is {audit.VerifyRowsPerSecond}: give a number of entries, or 0 for as fast as it goes";
        foreach (var fault in Faults(audit.Anchor))
            yield return fault;
    }

    private static IEnumerable<string> Faults(AnchorOptions anchor)
    {
        if (anchor.Every < TimeSpan.FromMinutes(1) || anchor.Every > TimeSpan.FromDays(1))
            yield return $"Audit:Anchor:Every is {anchor.Every}: choose one minute to one day";
        if (anchor.Syslog.Protocol is not ("tcp" or "udp"))
            yield return $"Audit:Anchor:Syslog:Protocol is \"{anchor.Syslog.Protocol}\": choose tcp or udp";
        if (anchor.Syslog.Port is < 1 or > 65535)
            yield return $"Audit:Anchor:Syslog:Port is {anchor.Syslog.Port}: give a port from 1 to 65535";
        if (anchor.Mail.Host.Length > 0 && (anchor.Mail.From.Length == 0 || anchor.Mail.To.Length == 0))
            yield return "Audit:Anchor:Mail names a server but no sender or receiver: give From and To";
        foreach (var fault in anchor.Mail.Faults("Audit:Anchor:Mail"))
            yield return fault;
    }
}
