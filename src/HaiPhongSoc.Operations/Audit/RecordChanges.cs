using System.Collections;
using System.Globalization;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// What one command changed, read from the change tracker around every save: what a property was before the command's first save, and what it is
/// after the last. Keys that the database gave are known by then.
/// </summary>
internal sealed class RecordChanges
{
    private readonly Dictionary<object, RecordChange> _changes = new(ReferenceEqualityComparer.Instance);
    private readonly List<RecordChange> _ordered = [];
    private readonly List<Wording> _told = [];
    private readonly List<string> _concerned = [];

    public IReadOnlyList<RecordChange> All => _ordered;

    /// <summary>What histories and diaries were told.</summary>
    public IReadOnlyList<Wording> Told => _told;

    /// <summary>Whose histories and diaries these were, then what changed.</summary>
    public IEnumerable<string> Subjects => _concerned.Concat(_ordered.Select(c => c.Subject));

    /// <summary>Call before a save.</summary>
    public void Saving(DbContext database)
    {
        foreach (var entry in database.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Added)
                TakeStory(database, entry.Entity);
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted) || entry.Metadata.Says(AuditModel.NoiseMark))
                continue;
            if (!_changes.TryGetValue(entry.Entity, out var change))
            {
                change = new RecordChange(entry);
                _changes.Add(entry.Entity, change);
                _ordered.Add(change);
            }

            change.TakeBefore();
        }
    }

    /// <summary>Call after a save.</summary>
    public void Saved()
    {
        foreach (var change in _ordered)
            change.TakeAfter();
    }

    private void TakeStory(DbContext database, object record)
    {
        if (record is HistoryRecord history)
        {
            _told.Add(history.What);
            _concerned.Add(history.Subject);
        }
        else if (record is TimelineEntry diary)
        {
            _told.Add(diary.What);
            if (database.ChangeTracker.Entries<IncidentRecord>().FirstOrDefault(i => i.Entity.Id == diary.IncidentId) is { } incident)
                _concerned.Add($"incident:{incident.Entity.Number}");
        }
    }
}

/// <summary>One record that a command added, changed or deleted.</summary>
internal sealed class RecordChange(EntityEntry entry)
{
    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _after = new(StringComparer.Ordinal);
    private bool _pending;
    private bool _deleted;

    /// <summary>For example <c>alert:12</c>.</summary>
    public string Subject { get; private set; } = "";

    public object Record => entry.Entity;

    public IReadOnlyDictionary<string, string?> Before => _before;

    public IReadOnlyDictionary<string, string?> After => _after;

    public void TakeBefore()
    {
        _pending = true;
        _deleted = entry.State == EntityState.Deleted;
        foreach (var (name, property, said) in Properties())
        {
            if (entry.State == EntityState.Added || (entry.State == EntityState.Modified && !IsChanged(property)))
                continue;
            _before.TryAdd(name, said ? Text(property.OriginalValue, property.Metadata) : Masked(property.OriginalValue));
        }

        foreach (var (name, property, _) in Properties())
        {
            if (!_deleted && (entry.State == EntityState.Added || IsChanged(property)))
                _after[name] = null;
        }
    }

    public void TakeAfter()
    {
        if (!_pending)
            return;
        _pending = false;
        if (_deleted)
            _after.Clear();

        // Read anew: what the database gave is known only now.
        foreach (var (name, property, said) in Properties())
        {
            if (_after.ContainsKey(name))
                _after[name] = said ? Text(property.CurrentValue, property.Metadata) : Masked(property.CurrentValue);
        }

        if (_before.Count == 0)
            _after.Where(a => a.Value is null).Select(a => a.Key).ToList().ForEach(name => _after.Remove(name));
        Subject = SubjectOf();
    }

    /// <summary>Writes a value as readers know it.</summary>
    public void Rename(string name, string to, Func<string?, string?> value)
    {
        foreach (var side in new[] { _before, _after })
        {
            if (side.Remove(name, out var old))
                side[to] = value(old);
        }
    }

    private IEnumerable<(string Name, PropertyEntry Property, bool Said)> Properties() => Within(entry.Properties, entry.ComplexProperties, "");

    private static IEnumerable<(string Name, PropertyEntry Property, bool Said)> Within(
        IEnumerable<PropertyEntry> properties, IEnumerable<ComplexPropertyEntry> complex, string prefix)
    {
        foreach (var property in properties)
        {
            var of = property.Metadata;
            if (of.Says(AuditModel.NoiseMark) || (of.IsConcurrencyToken && !of.Says(AuditModel.SecretMark)) || IsName(of))
                continue;
            yield return (prefix + of.Name, property, !of.Says(AuditModel.SecretMark));
        }

        foreach (var part in complex)
        {
            foreach (var inner in Within(part.Properties, part.ComplexProperties, $"{prefix}{part.Metadata.Name}."))
                yield return inner;
        }
    }

    // What already stands in the subject.
    private static bool IsName(IReadOnlyProperty property) =>
        property.IsPrimaryKey()
        && (property.DeclaringType.FindAnnotation(AuditModel.NameMark)?.Value is not string name || name.EndsWith($":{property.Name}", StringComparison.Ordinal));

    private static bool IsChanged(PropertyEntry property) =>
        property.IsModified && !property.Metadata.GetValueComparer().Equals(property.OriginalValue, property.CurrentValue);

    private static string? Masked(object? value) => value is null ? null : "•••";

    private static string? Text(object? value, IReadOnlyProperty property) => value switch
    {
        null => null,
        string text => AuditText.Bounded(text),
        Enum named => named.ToString(),
        bool yes => yes ? "true" : "false",
        byte[] bytes => Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, 64))),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> fields => AuditText.Bounded(Fields(fields)),
        IEnumerable<IEnumerable<KeyValuePair<string, IReadOnlyList<string>>>> rows => AuditText.Bounded(string.Join(", ", rows.Select(row => $"{{{Fields(row)}}}"))),
        IEnumerable items => AuditText.Bounded(string.Join(", ", items.Cast<object>())),
        _ => AuditText.Bounded(value.ToString() ?? property.Name),
    };

    private static string Fields(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> fields) => string.Join("; ", fields.Select(field => $"{field.Key}: {string.Join(", ", field.Value)}"));

    private string SubjectOf()
    {
        var type = entry.Metadata;
        if (type.FindAnnotation(AuditModel.NameMark)?.Value is string name)
        {
            var colon = name.IndexOf(':', StringComparison.Ordinal);
            return $"{name[..colon]}:{KeyText(entry.Property(name[(colon + 1)..]).CurrentValue)}";
        }

        var key = type.FindPrimaryKey()!.Properties.Select(p => KeyText(entry.Property(p.Name).CurrentValue));
        return $"{KindOf(type.ClrType)}:{string.Join('/', key)}";
    }

    private static string KindOf(Type type)
    {
        var name = type.Name.EndsWith("Record", StringComparison.Ordinal) ? type.Name[..^6] : type.Name.Split('`')[0];
        return string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
    }

    private static string KeyText(object? value) => AuditText.Bounded(Convert.ToString(value, CultureInfo.InvariantCulture), 128);
}
