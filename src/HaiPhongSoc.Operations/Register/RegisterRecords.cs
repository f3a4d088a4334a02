using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HaiPhongSoc.Operations.Register;

internal sealed class SystemRecord : IMarked
{
    public required string Code { get; init; }

    public long Version { get; set; } = 1;

    public required string Name { get; set; }

    public int? ProposedLevel { get; set; }

    public int? ComputedLevel { get; set; }

    public int? ApprovedLevel { get; set; }

    public string? LevelBasis { get; set; }

    public string? LevelDecision { get; set; }

    /// <summary>The date of <see cref="LevelDecision"/>.</summary>
    public DateOnly? LevelDecidedOn { get; set; }

    /// <summary>When another level or other answers were last entered; null = no later than the decision, as far as anybody knows.</summary>
    public DateOnly? LevelDeterminedOn { get; set; }

    /// <summary>From which the computed level follows; empty where none were kept.</summary>
    public LevelAnswerSheet LevelAnswers { get; set; } = [];

    /// <summary>Why less is proposed than computed.</summary>
    public string? LevelJustification { get; set; }

    /// <summary>Number and issuer of "đủ điều kiện đưa vào vận hành"; null where there is none.</summary>
    public string? Conclusion { get; set; }

    public DateOnly? ConcludedOn { get; set; }

    public required string OwnerCode { get; set; }

    public string? OperatorCode { get; set; }

    public SystemStatus Status { get; set; }

    public bool HasRealData { get; set; }

    public string? ContactName { get; set; }

    public string? ContactPhone { get; set; }

    public string? ContactEmail { get; set; }

    /// <summary>Name and code, as searched.</summary>
    public string SearchText { get; set; } = "";

    public long ChangedAt { get; set; }

    public long ChangeMark { get; set; }

    public List<AssetEntry> Assets { get; init; } = [];

    public int EffectiveLevel => EffectiveLevels.Of(ApprovedLevel, ProposedLevel, ComputedLevel);

    public bool MayBeInUse => Status is SystemStatus.InOperation or SystemStatus.Test;

    /// <summary>In use, or on trial with real data: the same rules hold for both (Plan 40, principle 2).</summary>
    public bool ObeysTheRules => Status == SystemStatus.InOperation || (Status == SystemStatus.Test && HasRealData);

    /// <summary>A test with real data obeys the rules of a system in use, and has no conclusion (Plan 40, principle 2).</summary>
    public bool OwesConclusion => Status == SystemStatus.Test && HasRealData && Conclusion is null;

    public void RefreshSearchText() => SearchText = FoldedText.Of(Name, Code);
}

internal sealed class AssetEntry
{
    public long Id { get; init; }

    public required string SystemCode { get; init; }

    public required string Realm { get; init; }

    public required AssetKind Kind { get; init; }

    /// <summary>A range in canonical form, or a name in lower case (<see cref="AssetKeys"/>).</summary>
    public required string Key { get; init; }

    /// <summary>Inclusive, UTC microseconds.</summary>
    public long ValidFrom { get; init; }

    /// <summary>Exclusive, UTC microseconds.</summary>
    public long? ValidTo { get; set; }

    public string? CarvedFrom { get; set; }
}

/// <summary>One row: the version of the whole register.</summary>
internal sealed class RegisterState
{
    public int Id { get; init; } = 1;

    public long Version { get; set; }

    /// <summary>A digest of the file that was last taken over at a start.</summary>
    public string StartFileDigest { get; set; } = "";

    /// <summary>The row, made where the register has none yet.</summary>
    public static async Task<RegisterState> OfAsync(OperationsDbContext database, CancellationToken cancellationToken)
    {
        var state = await database.RegisterStates.SingleOrDefaultAsync(cancellationToken);
        if (state is null)
            database.Add(state = new RegisterState());
        return state;
    }
}

internal sealed class RegisterMapping :
    IEntityTypeConfiguration<SystemRecord>, IEntityTypeConfiguration<AssetEntry>, IEntityTypeConfiguration<RegisterState>
{
    public void Configure(EntityTypeBuilder<SystemRecord> builder)
    {
        builder.ToTable("Systems");
        builder.HasKey(s => s.Code);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasOne<OrganisationRecord>().WithMany().HasForeignKey(s => s.OwnerCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(s => s.Assets).WithOne().HasForeignKey(a => a.SystemCode);
        builder.Property(s => s.LevelAnswers).HasConversion(JsonColumn.Converter<LevelAnswerSheet>(), JsonColumn.Comparer<LevelAnswerSheet>());
        builder.Ignore(s => s.EffectiveLevel).Ignore(s => s.MayBeInUse).Ignore(s => s.OwesConclusion).Ignore(s => s.ObeysTheRules);
    }

    public void Configure(EntityTypeBuilder<AssetEntry> builder)
    {
        builder.ToTable("Assets");
        builder.HasIndex(a => new { a.Realm, a.Key });
    }

    public void Configure(EntityTypeBuilder<RegisterState> builder)
    {
        builder.ToTable("RegisterState");
        builder.Property(s => s.Id).ValueGeneratedNever();
    }
}
