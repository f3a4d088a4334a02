using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Register;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Data;

/// <summary>
/// The operational records: one model, one derived context and one set of migrations per database. Times are UTC microseconds in a long: SQLite cannot
/// order a DateTimeOffset.
/// </summary>
internal abstract class OperationsDbContext(DbContextOptions<OperationsDbContext> options) : IdentityDbContext<Account>(options)
{
    public DbSet<OrganisationRecord> Organisations => Set<OrganisationRecord>();

    public DbSet<SystemRecord> Systems => Set<SystemRecord>();

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

    public DbSet<HistoryRecord> History => Set<HistoryRecord>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(OperationsDbContext).Assembly);
        AuditModel.Mark(builder);
    }
}
