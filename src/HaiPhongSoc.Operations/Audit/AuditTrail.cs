using System.Diagnostics;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// The entry of the command at hand. It writes itself, in the command's transaction: who, what, which records, before and after. A handler adds only what
/// the change tracker cannot know.
/// </summary>
internal sealed class AuditTrail(OperationsDbContext database, CityTime time, AfterCommit afterCommit, ISelfEvents self, AuditSwitch chain)
{
    private readonly List<Wording> _said = [];
    private readonly List<string> _subjects = [];
    private RecordChanges _changes = new();
    private bool _listens;

    /// <summary>A reason, or anything else that no record shows. Said twice, both stand.</summary>
    public void Say(Wording what) => _said.Add(what);

    /// <summary>Names a record that the command concerns and does not change, for example <c>rule:dvc-login</c>.</summary>
    public void Concerns(string subject) => _subjects.Add(subject);

    /// <summary>Forgets what came before: call when the command's transaction begins, at every try.</summary>
    public void Begin()
    {
        _said.Clear();
        _subjects.Clear();
        _changes = new RecordChanges();
        if (_listens || chain.IsOff)
            return;
        _listens = true;
        database.SavingChanges += (_, _) => _changes.Saving(database);
        database.SavedChanges += (_, _) => _changes.Saved();
    }

    /// <summary>Call within the transaction, after the command's last save.</summary>
    /// <param name="fault">Set where a refusal leaves something behind.</param>
    public async Task AppendAsync(object request, Fault? fault, CancellationToken cancellationToken)
    {
        if (chain.IsOff)
            return;
        var actor = ((IAsked)request).Actor;
        var changes = _changes;
        await NameRolesAsync(changes, cancellationToken);
        List<Wording> details = [.. _said, .. changes.Told];
        if (fault is not null)
            details.Add(fault.Message);
        var entry = AuditEntries.Of(actor, ActionNames.Of(request.GetType()), time.Now, Activity.Current) with
        {
            Fault = fault?.Code ?? "",
            Subjects = [.. _subjects.Concat(changes.Subjects)],
            Before = ChangeJson.Write(changes.All, static c => c.Before),
            After = ChangeJson.Write(changes.All, static c => c.After),
            Details = details,
        };
        database.Add(entry.ToRow());
        await database.SaveChangesAsync(cancellationToken);
        if (fault is null && !RestrictedWork.Is(request, database))
            afterCommit.Add(_ => TellAsync(entry, changes));
    }

    private Task TellAsync(AuditEntries entry, RecordChanges changes)
    {
        self.Tell(entry.ToEvent() with { Granted = GrantedBy(changes) });
        return Task.CompletedTask;
    }

    private static List<string> GrantedBy(RecordChanges changes) =>
        [.. changes.All.Where(c => c.Record is IdentityUserRole<string>).Select(c => c.After.GetValueOrDefault("Role")).OfType<string>()];

    // A role's id tells nobody anything.
    private async Task NameRolesAsync(RecordChanges changes, CancellationToken cancellationToken)
    {
        var grants = changes.All.Where(c => c.Record is IdentityUserRole<string>).ToList();
        if (grants.Count == 0)
            return;
        var names = await database.Roles.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Name, StringComparer.Ordinal, cancellationToken);
        foreach (var grant in grants)
            grant.Rename(nameof(IdentityUserRole<>.RoleId), "Role", id => id is null ? null : names.GetValueOrDefault(id, id));
    }
}
