using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Accounts.Screens;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.AntiMalware;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Duties.Feeds;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mail;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Data;

/// <summary>
/// The operational records: one model, one derived context and one set of migrations per database. Times are UTC microseconds in a long: SQLite cannot
/// order a DateTimeOffset.
/// </summary>
internal abstract class OperationsDbContext(DbContextOptions<OperationsDbContext> options) : IdentityDbContext<Account>(options), IDataProtectionKeyContext
{
    /// <summary>What the request at hand may see. Set around every handler; <c>soc</c>'s own work sees everything.</summary>
    public Reach Reach { get; set; } = Reach.Program;

    /// <summary>What the transaction at hand marks its changes with (<see cref="ChangeMarks"/>).</summary>
    public (Guid Transaction, long Value) Mark { get; set; }

    private bool ReachesCity => Reach.IsCity;

    private bool SeesRestricted => Reach.SeesRestricted;

    private string Asker => Reach.AccountId;

    private IReadOnlyList<string> ReachedSystems => Reach.Systems;

    private IReadOnlyList<string> ReachedOrganisations => Reach.Organisations;

    public DbSet<OrganisationRecord> Organisations => Set<OrganisationRecord>();

    public DbSet<FormerName> FormerNames => Set<FormerName>();

    public DbSet<ArrangementRecord> Arrangements => Set<ArrangementRecord>();

    public DbSet<PersonInCharge> PeopleInCharge => Set<PersonInCharge>();

    public DbSet<SystemRecord> Systems => Set<SystemRecord>();

    public DbSet<SectionRecord> SystemSections => Set<SectionRecord>();

    public DbSet<AssetEntry> Assets => Set<AssetEntry>();

    public DbSet<RegisterState> RegisterStates => Set<RegisterState>();

    public DbSet<AlertRecord> Alerts => Set<AlertRecord>();

    public DbSet<AlertEntity> AlertEntities => Set<AlertEntity>();

    public DbSet<AlertEvent> AlertEvents => Set<AlertEvent>();

    public DbSet<CommittedOffset> CommittedOffsets => Set<CommittedOffset>();

    public DbSet<IncidentRecord> Incidents => Set<IncidentRecord>();

    public DbSet<IncidentEntity> IncidentEntities => Set<IncidentEntity>();

    public DbSet<IncidentTask> IncidentTasks => Set<IncidentTask>();

    public DbSet<IncidentClock> IncidentClocks => Set<IncidentClock>();

    public DbSet<TimelineEntry> Timeline => Set<TimelineEntry>();

    public DbSet<IncidentPlaybook> IncidentPlaybooks => Set<IncidentPlaybook>();

    public DbSet<IncidentLink> IncidentLinks => Set<IncidentLink>();

    public DbSet<NumberSeries> NumberSeries => Set<NumberSeries>();

    public DbSet<DutyRecord> Duties => Set<DutyRecord>();

    public DbSet<AgentRecord> AntiMalwareAgents => Set<AgentRecord>();

    public DbSet<MalwareSighting> MalwareSightings => Set<MalwareSighting>();

    public DbSet<FindingRecord> Findings => Set<FindingRecord>();

    public DbSet<HeardDay> HeardDays => Set<HeardDay>();

    public DbSet<HeardOffset> HeardOffsets => Set<HeardOffset>();

    public DbSet<ExpectedSpeaker> ExpectedSpeakers => Set<ExpectedSpeaker>();

    public DbSet<HistoryRecord> History => Set<HistoryRecord>();

    public DbSet<ServiceAccount> ServiceAccounts => Set<ServiceAccount>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<KioskScreen> KioskScreens => Set<KioskScreen>();

    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    public DbSet<Letter> Letters => Set<Letter>();

    public DbSet<ApprovalRecord> Approvals => Set<ApprovalRecord>();

    public DbSet<ReviewRecord> Reviews => Set<ReviewRecord>();

    public DbSet<OnCallShift> OnCallShifts => Set<OnCallShift>();

    public DbSet<DoneOnce> DoneOnce => Set<DoneOnce>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditCheck> AuditChecks => Set<AuditCheck>();

    public DbSet<RuleInUse> RulesInUse => Set<RuleInUse>();

    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<RecoveryCodeRecord> RecoveryCodes => Set<RecoveryCodeRecord>();

    public DbSet<PastPassword> PastPasswords => Set<PastPassword>();

    public DbSet<SessionRecord> Sessions => Set<SessionRecord>();

    public DbSet<SignInTicket> SignInTickets => Set<SignInTicket>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(OperationsDbContext).Assembly);
        AuditModel.Mark(builder);
        ChangeMarks.Configure(builder);
        KeepWithinReach(builder);
    }

    // Every query of these goes through here, whoever writes it: outside the reach there is nothing.
    private void KeepWithinReach(ModelBuilder builder)
    {
        builder.Entity<RecoveryCodeRecord>().HasQueryFilter(c => ReachesCity || c.AccountId == Asker);
        builder.Entity<PastPassword>().HasQueryFilter(p => ReachesCity || p.AccountId == Asker);
        builder.Entity<SessionRecord>().HasQueryFilter(s => ReachesCity || s.AccountId == Asker);
        builder.Entity<SystemRecord>().HasQueryFilter(s => ReachesCity || ReachedSystems.Contains(s.Code));
        builder.Entity<SectionRecord>().HasQueryFilter(s => ReachesCity || ReachedSystems.Contains(s.SystemCode));
        builder.Entity<MalwareSighting>().HasQueryFilter(s => ReachesCity || ReachedSystems.Contains(s.SystemCode));
        builder.Entity<ApprovalRecord>().HasQueryFilter(a => ReachesCity || a.RequesterId == Asker);
        builder.Entity<ReviewRecord>().HasQueryFilter(r => ReachesCity || r.Approval!.RequesterId == Asker);
        builder.Entity<OnCallShift>().HasQueryFilter(s => ReachesCity || s.AccountId == Asker);
        builder.Entity<KioskScreen>().HasQueryFilter(_ => ReachesCity);
        builder.Entity<Letter>().HasQueryFilter(_ => ReachesCity);
        builder.Entity<CalendarFeed>().HasQueryFilter(f => ReachesCity || f.AccountId == Asker);
        builder.Entity<ServiceAccount>().HasQueryFilter(a => ReachesCity || ReachedOrganisations.Contains(a.OrganisationCode!));
        builder.Entity<ApiToken>().HasQueryFilter(t => ReachesCity || Set<ServiceAccount>().Any(a => a.Id == t.ServiceAccountId));
        builder.Entity<DutyRecord>().HasQueryFilter(d => ReachesCity || ReachedSystems.Contains(d.SystemCode!) || ReachedOrganisations.Contains(d.OrganisationCode!));
        builder.Entity<FindingRecord>().HasQueryFilter(f => ReachesCity || ReachedSystems.Contains(f.SystemCode!) || ReachedOrganisations.Contains(f.OrganisationCode!));
        builder.Entity<HeardDay>().HasQueryFilter(h => ReachesCity || ReachedSystems.Contains(h.SystemCode));
        builder.Entity<PersonInCharge>().HasQueryFilter(p => ReachesCity || ReachedOrganisations.Contains(p.OrganisationCode));
        builder.Entity<ArrangementRecord>().HasQueryFilter(a => ReachesCity || ReachedOrganisations.Contains(a.OrganisationCode));
        builder.Entity<AlertRecord>().HasQueryFilter(a =>
            (ReachesCity || ReachedSystems.Contains(a.SystemCode!))
            && (!a.Restricted || SeesRestricted || Set<IncidentPerson>().Any(p => p.IncidentId == a.IncidentId && p.AccountId == Asker)));
        builder.Entity<IncidentRecord>().HasQueryFilter(i =>
            (ReachesCity || Set<AlertRecord>().Any(a => a.IncidentId == i.Id && ReachedSystems.Contains(a.SystemCode!)))
            && (!i.Restricted || SeesRestricted || i.People.Any(p => p.AccountId == Asker)));
    }
}
