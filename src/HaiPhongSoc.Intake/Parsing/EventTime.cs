using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>When the event happened: the first of the definition's time fields that can be read, then the syslog header, then the receipt.</summary>
internal static class EventTime
{
    private const long MicrosPerDay = 86_400L * 1_000_000;
    private static readonly long Earliest = UtcMicroseconds.From(new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero));

    // Vietnam's offset: for records that no definition reads.
    private static readonly TimeSpan HomeZone = TimeSpan.FromHours(7);

    public static long Of(SpooledRecord record, SourceDefinition? definition, FieldSetBuilder fields, ReadOnlySpan<byte> headerTime, ref FaultNote fault)
    {
        foreach (var candidate in definition?.Times ?? [])
        {
            var at = fields.IndexOf(candidate.Field);
            if (at >= 0 && !fields[at].Value.IsEmpty && TryRead(fields[at].Value, candidate.Zone, record.ReceivedAt, ref fault, out var time))
                return time;
        }

        return !headerTime.IsEmpty && TryRead(headerTime, definition?.Zone ?? HomeZone, record.ReceivedAt, ref fault, out var written)
            ? written
            : record.ReceivedAt;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, TimeSpan zone, long receivedAt, ref FaultNote fault, out long time)
    {
        if (!TimeText.TryParse(text, zone, receivedAt, out time))
        {
            fault.Add(ParseFaults.TimeUnreadable, "a time field holds no time that can be read");
            return false;
        }

        if (time >= Earliest && time <= receivedAt + MicrosPerDay)
            return true;
        fault.Add(ParseFaults.TimeImplausible, "the time lies before 1990 or more than a day after receipt");
        return false;
    }
}
