using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>How a watch over the chain last went: a verification, or an anchor's way off the machine. For pages and the next start; proves nothing.</summary>
internal sealed class AuditCheck : IEntityTypeConfiguration<AuditCheck>
{
    public const string Verification = "verification";

    /// <summary><see cref="Verification"/> or <c>anchor:file</c>, <c>anchor:syslog</c>, <c>anchor:mail</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>UTC microseconds.</summary>
    public long At { get; set; }

    public bool IsGood { get; set; }

    /// <summary>The place reached.</summary>
    public long Sequence { get; set; }

    public string Vi { get; set; } = "";

    public string En { get; set; } = "";

    /// <summary>0 = never yet.</summary>
    public long LastGoodAt { get; set; }

    public long LastGoodSequence { get; set; }

    public void Configure(EntityTypeBuilder<AuditCheck> builder)
    {
        builder.ToTable("AuditChecks");
        builder.HasKey(c => c.Name);
    }
}

internal sealed class AuditChecks(IServiceScopeFactory scopes)
{
    public async Task KeepAsync(string name, long at, long sequence, Mediation.Wording? fault, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        var check = await database.AuditChecks.SingleOrDefaultAsync(c => c.Name == name, cancellationToken);
        if (check is null)
        {
            check = new AuditCheck { Name = name };
            database.Add(check);
        }

        (check.At, check.IsGood, check.Sequence) = (at, fault is null, sequence);
        (check.Vi, check.En) = (AuditText.Bounded(fault?.Vi), AuditText.Bounded(fault?.En));
        if (fault is null)
            (check.LastGoodAt, check.LastGoodSequence) = (at, sequence);
        await database.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<AuditCheck>> AllAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OperationsDbContext>();
        return await database.AuditChecks.AsNoTracking().OrderBy(c => c.Name).ToListAsync(cancellationToken);
    }
}
