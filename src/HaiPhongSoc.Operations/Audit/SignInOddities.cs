using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>What is unusual about a sign-in, measured by the chain itself: an address never seen with this account, or the city's night.</summary>
internal sealed class SignInOddities(CityTime time)
{
    // How long an address is remembered, and when nobody but the shift is expected.
    private const long Memory = 180L * 24 * 3_600_000_000;
    private const int NightBegins = 22;
    private const int NightEnds = 6;

    public async Task<SelfEvent> OfAsync(Reading reading, OperationsDbContext database, CancellationToken cancellationToken)
    {
        var happened = reading.ToEvent();
        if (reading.Action != Reading.SignIn || reading.Fault.Length > 0)
            return happened;
        var hour = TimeZoneInfo.ConvertTime(UtcMicroseconds.ToDateTimeOffset(reading.At), time.Zone).Hour;
        var since = reading.At - Memory;
        var known = await database.AuditEntries.AnyAsync(
            e => e.ActorId == happened.UserId && e.At >= since && e.Action == Reading.SignIn && e.Outcome == AuditOutcomes.Done && e.Address == happened.Address,
            cancellationToken);
        return happened with { NewAddress = !known, AtNight = hour is >= NightBegins or < NightEnds };
    }
}
