using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Keeps the due rows: makes them from the profile and the register, and moves them on as time passes. Works inside the caller's transaction.</summary>
internal sealed class DutyBook(
    OperationsDbContext database, Rulebook rulebook, CityTime time, FactsToTell facts, IOptions<OperationsOptions> options)
{
    /// <summary>
    /// Rows of this year and the next: what is missing is added, what changed is changed, what is no longer asked for lapses. Repeating changes nothing.
    /// </summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var now = time.Now;
        var year = time.DayOf(now).Year;
        var systems = (await database.Systems.ToListAsync(cancellationToken))
            .ConvertAll(s => new DutySubject(s.Code, s.Name, s.EffectiveLevel, s.Status, s.HasRealData));
        var planned = Enumerable.Range(year, 2)
            .SelectMany(y => DutyPlan.For(rulebook.Regulation, options.Value.CityName, systems, y, time))
            .ToList();
        var known = await database.Duties.Where(d => d.Year >= year).ToDictionaryAsync(d => d.Key, StringComparer.Ordinal, cancellationToken);
        foreach (var duty in planned.Where(p => p.ParentKey is null))
            Ensure(duty, known, now);
        await database.SaveChangesAsync(cancellationToken);
        foreach (var milestone in planned.Where(p => p.ParentKey is not null))
            Ensure(milestone, known, now);
        var wanted = planned.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var duty in known.Values.Where(d => !wanted.Contains(d.Key) && IsOpen(d)))
            Move(duty, DutyState.Lapsed, now, new Wording("không còn áp dụng theo sổ đăng ký hoặc quy định", "no longer asked for by the register or the profile"));
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Moves duties to the state that the time asks for and tells clocks that ran out. Returns when something changes next.</summary>
    public async Task<long> TickAsync(CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken);
        var now = time.Now;
        var next = time.StartOf(new DateOnly(time.DayOf(now).Year + 1, 1, 1));
        var open = await database.Duties.Where(d => d.State != DutyState.Done && d.State != DutyState.Lapsed).ToListAsync(cancellationToken);
        foreach (var duty in open)
        {
            var state = DutyClock.StateAt(duty.DueAt, duty.SoonLead, now);
            if (state != duty.State)
                Move(duty, state, now, DutyWords.Of(state));
            next = Math.Min(next, DutyClock.NextChange(duty.DueAt, duty.SoonLead, now) ?? next);
        }

        next = Math.Min(next, await TellClocksAsync(now, cancellationToken) ?? next);
        await database.SaveChangesAsync(cancellationToken);
        return next;
    }

    private void Ensure(PlannedDuty planned, Dictionary<string, DutyRecord> known, long now)
    {
        var state = DutyClock.StateAt(planned.DueAt, planned.SoonLead, now);
        if (!known.TryGetValue(planned.Key, out var duty))
        {
            duty = new DutyRecord
            {
                Key = planned.Key,
                Kind = planned.Kind,
                SystemCode = planned.SystemCode,
                SubjectName = planned.SubjectName,
                Year = planned.Year,
                Title = planned.Title,
                Basis = planned.Basis,
                Confidence = planned.Confidence,
                DueAt = planned.DueAt,
                SoonLead = planned.SoonLead,
                State = state,
                ParentId = planned.ParentKey is { } parent ? known[parent].Id : null,
            };
            database.Add(duty);
            known[planned.Key] = duty;
            return;
        }

        if (duty.State == DutyState.Done)
            return;
        (duty.SubjectName, duty.Title, duty.Basis, duty.Confidence) = (planned.SubjectName, planned.Title, planned.Basis, planned.Confidence);
        (duty.DueAt, duty.SoonLead) = (planned.DueAt, planned.SoonLead);
        if (duty.State == DutyState.Lapsed)
            Move(duty, state, now, new Wording("áp dụng trở lại", "asked for again"));
    }

    private async Task<long?> TellClocksAsync(long now, CancellationToken cancellationToken)
    {
        var running = await database.IncidentClocks
            .Where(c => c.Running && c.DoneAt == null && !c.OverdueTold)
            .Where(c => database.Incidents.Any(i => i.Id == c.IncidentId && i.State != IncidentState.Closed))
            .ToListAsync(cancellationToken);
        foreach (var clock in running.Where(c => c.DueAt <= now))
        {
            var incident = await database.Incidents.SingleAsync(i => i.Id == clock.IncidentId, cancellationToken);
            clock.OverdueTold = true;
            incident.ChangedAt = now;
            incident.Timeline.Add(IncidentParts.Entry(
                incident,
                now,
                TimelineKind.ClockOverdue,
                Actor.Program,
                new Wording($"quá hạn: {clock.Title.Vi} ({clock.Basis})", $"overdue: {clock.Title.En} ({clock.Basis})")));
            facts.Add(new IncidentChanged(now, incident.Number));
        }

        return running.Where(c => c.DueAt > now).Select(c => (long?)c.DueAt).Min();
    }

    private void Move(DutyRecord duty, DutyState state, long now, Wording what)
    {
        duty.State = state;
        duty.Version++;
        database.Add(HistoryRecord.Of(duty.Subject, now, Actor.Program, what));
        facts.Add(new DutyChanged(now, duty.Id));
    }

    private static bool IsOpen(DutyRecord duty) => duty.State is not (DutyState.Done or DutyState.Lapsed);
}
