using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Duties;

/// <summary>Keeps the due rows: makes them from the profile and the register, and moves them on as time passes. Works inside the caller's transaction.</summary>
internal sealed class DutyBook(
    OperationsDbContext database, DutyDebtors owing, Rulebook rulebook, CityTime time, FactsToTell facts, ClockTeller clocks, DutyPlanned lately, DutyLetters letters)
{
    /// <summary>Duties of arrangements are closed by their documents, and by nothing else.</summary>
    public const string ArrangementPart = "arrangements";

    /// <summary>What is done again and again.</summary>
    public const string PeriodicPart = "periodic_activities";

    /// <summary>What is owed once because the law changed.</summary>
    public const string TransitionPart = "transitions";

    private readonly List<(string Subject, Wording What)> _told = [];

    /// <summary>What happened to which duty since the book was opened, for the audit chain.</summary>
    public IReadOnlyList<(string Subject, Wording What)> Told => _told;

    /// <summary>What the rows were made from; null where nothing was made. Keep it (<see cref="DutyPlanned"/>) once it is committed.</summary>
    public DutyPlanned.Stamp? Made { get; private set; }

    /// <summary>
    /// Rows of this year and the next, and what is owed once: what is missing is added, what changed is changed, what is no longer asked for lapses unless
    /// it fell due before. Repeating changes nothing.
    /// </summary>
    public async Task EnsureAsync(CancellationToken cancellationToken) => await EnsureAsync(await StampAsync(cancellationToken), cancellationToken);

    /// <summary>Moves duties to the state that the time asks for, reminds, tells upwards, and tells clocks that ran out. Returns when something changes next.</summary>
    public async Task<long> TickAsync(CancellationToken cancellationToken)
    {
        var stamp = await StampAsync(cancellationToken);
        if (!lately.Is(stamp))
            await EnsureAsync(stamp, cancellationToken);
        var now = time.Now;
        foreach (var duty in await database.Duties.Where(d => d.NextAt <= now && d.State <= DutyState.Overdue).ToListAsync(cancellationToken))
            Advance(duty, now);
        await letters.WriteAsync(now, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        var next = time.StartOf(new DateOnly(stamp.Year + 1, 1, 1));
        next = Math.Min(next, await database.Duties.Where(d => d.State <= DutyState.Overdue).MinAsync(d => d.NextAt, cancellationToken) ?? next);
        next = Math.Min(next, await clocks.TellAsync(now, cancellationToken) ?? next);
        await database.SaveChangesAsync(cancellationToken);
        return next;
    }

    private async Task EnsureAsync(DutyPlanned.Stamp stamp, CancellationToken cancellationToken)
    {
        var now = time.Now;
        var plan = new DutyPlan(stamp.Profile, stamp.Calendar, stamp.Debtors);
        List<PlannedDuty> once = [.. plan.Once(), .. plan.Arrangements(stamp.Year)];
        List<PlannedDuty> planned = [.. once, .. plan.Of(stamp.Year), .. plan.Of(stamp.Year + 1)];
        var wanted = planned.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var onceKeys = once.ConvertAll(p => p.Key);
        var known = await database.Duties.Where(d => d.Year >= stamp.Year || d.State <= DutyState.Overdue || onceKeys.Contains(d.Key))
            .ToDictionaryAsync(d => d.Key, StringComparer.Ordinal, cancellationToken);
        foreach (var duty in planned.Where(p => p.ParentKey is null))
            Ensure(duty, known, now);
        await database.SaveChangesAsync(cancellationToken);
        foreach (var milestone in planned.Where(p => p.ParentKey is not null))
            Ensure(milestone, known, now);
        var unwanted = known.Values.Where(d => !wanted.Contains(d.Key)).ToList();
        Reassign(unwanted, stamp.Debtors);
        Lapse(unwanted, now);
        await database.SaveChangesAsync(cancellationToken);
        Made = stamp;
    }

    /// <summary>The same for the arrangements of one organisation: whoever changes them need not reach anything else.</summary>
    public async Task EnsureArrangementsAsync(string organisationCode, CancellationToken cancellationToken)
    {
        var now = time.Now;
        var debtors = await owing.OneAsync(time.DayOf(now), organisationCode, cancellationToken);
        var planned = new DutyPlan(rulebook.Regulation, rulebook.WorkingDays, debtors).Arrangements(time.DayOf(now).Year).ToList();
        var wanted = planned.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var known = await database.Duties.Where(d => d.OrganisationCode == organisationCode && d.Part == ArrangementPart)
            .ToDictionaryAsync(d => d.Key, StringComparer.Ordinal, cancellationToken);
        foreach (var duty in planned)
            Ensure(duty, known, now);
        Lapse(known.Values.Where(d => !wanted.Contains(d.Key)), now);
        await database.SaveChangesAsync(cancellationToken);
        facts.Add(new DueRowsChanged(now));
    }

    // What is late of years before is owed by whoever runs the system now.
    private static void Reassign(List<DutyRecord> left, Debtors debtors)
    {
        var systems = debtors.Systems.ToDictionary(s => s.Code, s => s.Debtor, StringComparer.Ordinal);
        foreach (var duty in left.Where(d => d.IsOpen && d.SystemCode is not null && systems.ContainsKey(d.SystemCode)))
            Assign(duty, systems[duty.SystemCode!]);
    }

    private static void Assign(DutyRecord duty, Debtor debtor) => (duty.SubjectName, duty.OrganisationCode, duty.OwedBy) = (debtor.Name, debtor.OrganisationCode, debtor.OwedBy);

    // A duty that fell due stays, whatever became of what it was owed for; only a day of review that was entered wrongly never was one.
    private void Lapse(IEnumerable<DutyRecord> unwanted, long now)
    {
        foreach (var duty in unwanted.Where(d => d.IsOpen && (d.DueAt > now || IsReview(d))))
        {
            duty.NextAt = null;
            Move(duty, DutyState.Lapsed, now, new Wording("không còn áp dụng theo sổ đăng ký hoặc quy định", "no longer asked for by the register or the profile"));
        }
    }

    // Its key ends with the day of the review.
    private static bool IsReview(DutyRecord duty) => duty.Part == ArrangementPart && duty.Key.LastIndexOf('/') == duty.Key.Length - "/yyyy-MM-dd".Length;

    private async Task<DutyPlanned.Stamp> StampAsync(CancellationToken cancellationToken)
    {
        var today = time.DayOf(time.Now);
        return new DutyPlanned.Stamp(today.Year, rulebook.Regulation, rulebook.WorkingDays, await owing.AllAsync(today, cancellationToken));
    }

    private void Ensure(PlannedDuty planned, Dictionary<string, DutyRecord> known, long now)
    {
        var due = time.EndOf(planned.LastDay);
        if (!known.TryGetValue(planned.Key, out var duty))
        {
            // Periods and reports that were over before anybody could owe them are not owed.
            if (due > now || !(planned.IsBygone || planned.Part is PeriodicPart or "reports"))
                known[planned.Key] = Add(planned, due, planned.ParentKey is { } parent ? known[parent].Id : null, now);
            return;
        }

        if (duty.State == DutyState.Waived || (duty.State == DutyState.Done && !IsOfRegister(duty)))
            return;
        if (duty.State == DutyState.Done)
        {
            Follow(duty, planned.Met, now);
            return;
        }

        Assign(duty, planned.Debtor);
        (duty.Title, duty.Basis, duty.Confidence) = (planned.Title, planned.Basis.Article, planned.Basis.Confidence);
        if (planned.Met is { } met)
        {
            Close(duty, met, now);
            return;
        }

        var isBack = duty.State == DutyState.Lapsed;
        if (duty.DueAt != due || duty.SoonLead != planned.SoonLead.Microseconds() || isBack)
        {
            (duty.DueAt, duty.SoonLead, duty.NextAt) = (due, planned.SoonLead.Microseconds(), now);
            duty.StepsTold = Math.Min(duty.StepsTold, Steps(duty).Count(s => s.At <= now));
        }

        if (isBack)
            Move(duty, DutyClock.StateAt(duty.DueAt, duty.SoonLead, now), now, new Wording("áp dụng trở lại", "asked for again"));
    }

    private DutyRecord Add(PlannedDuty planned, long due, long? parent, long now)
    {
        var lead = planned.SoonLead.Microseconds();
        var duty = new DutyRecord
        {
            Key = planned.Key,
            Part = planned.Part,
            Kind = planned.Kind,
            SystemCode = planned.Debtor.SystemCode,
            OrganisationCode = planned.Debtor.OrganisationCode,
            OwedBy = planned.Debtor.OwedBy,
            SubjectName = planned.Debtor.Name,
            Year = planned.Year,
            Title = planned.Title,
            Basis = planned.Basis.Article,
            Confidence = planned.Basis.Confidence,
            DueAt = due,
            SoonLead = lead,
            State = DutyClock.StateAt(due, lead, now),
            NextAt = now,
            ParentId = parent,
        };
        if (planned.Met is { } met)
            (duty.State, duty.DoneAt, duty.DoneBy, duty.EvidenceNote, duty.NextAt) = (DutyState.Done, now, Actor.Program.Name, met, null);
        database.Add(duty);
        return duty;
    }

    private void Close(DutyRecord duty, string met, long now)
    {
        (duty.DoneAt, duty.DoneBy, duty.EvidenceNote, duty.NextAt) = (now, Actor.Program.Name, met, null);
        Move(duty, DutyState.Done, now, new Wording($"hoàn thành theo sổ hệ thống — {met}", $"done by the register — {met}"));
    }

    private static bool IsOfRegister(DutyRecord duty) => duty.DoneBy == Actor.Program.Name;

    // Closed by the register: what it says now is the evidence, and where it no longer says so the duty is owed again.
    private void Follow(DutyRecord duty, string? met, long now)
    {
        if (met is not null)
        {
            duty.EvidenceNote = met;
            return;
        }

        (duty.DoneAt, duty.DoneBy, duty.EvidenceNote, duty.NextAt) = (null, null, null, now);
        Move(duty, DutyClock.StateAt(duty.DueAt, duty.SoonLead, now), now, new Wording("mở lại: sổ không còn ghi", "open again: the register no longer says so"));
    }

    private void Advance(DutyRecord duty, long now)
    {
        var state = DutyClock.StateAt(duty.DueAt, duty.SoonLead, now);
        if (state != duty.State)
            Move(duty, state, now, DutyWords.Of(state));
        var steps = Steps(duty);
        foreach (var said in DutySteps.Tell(duty, steps, now))
        {
            Tell(duty, now, said.What);
            letters.Add(duty, said.To);
        }

        duty.NextAt = DutySteps.Next(duty, steps, now);
    }

    private IReadOnlyList<DutyStep> Steps(DutyRecord duty)
    {
        var day = time.DayOf(duty.DueAt - 1);
        return DutySteps.Of(rulebook.Regulation.Deadline(duty.Part, day), day, rulebook.WorkingDays, time);
    }

    private void Move(DutyRecord duty, DutyState state, long now, Wording what)
    {
        duty.State = state;
        duty.Version++;
        Tell(duty, now, what);
    }

    private void Tell(DutyRecord duty, long now, Wording what)
    {
        database.Add(HistoryRecord.Of(duty.Subject, now, Actor.Program, what));
        facts.Add(new DutyChanged(now, duty.Id));
        _told.Add((duty.Subject, new Wording($"{duty.SubjectName}: {duty.Title.Vi} — {what.Vi}", $"{duty.SubjectName}: {duty.Title.En} — {what.En}")));
    }
}

/// <summary>What the due rows were last made from, in this process: while it stands, a turn of the clock need not make them again.</summary>
internal sealed class DutyPlanned
{
    private volatile Stamp? _last;

    public bool Is(Stamp stamp) => stamp.Equals(_last);

    /// <summary>After the commit.</summary>
    public void Keep(Stamp stamp) => _last = stamp;

    internal sealed record Stamp(int Year, RegulationProfile Profile, WorkingCalendar Calendar, Debtors Debtors)
    {
        // Files are read once: the same profile is the same object.
        public bool Equals(Stamp? other) =>
            other is not null && Year == other.Year && ReferenceEquals(Profile, other.Profile) && ReferenceEquals(Calendar, other.Calendar) && Debtors.Equals(other.Debtors);

        public override int GetHashCode() => HashCode.Combine(Year, Debtors);
    }
}
