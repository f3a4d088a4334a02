using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Records;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>
/// Hands what an organisation that ends leaves behind to another (bàn giao): the systems that it owns or runs, and the organisations below it. At once and as one;
/// people, documents and accounts are named anew there.
/// </summary>
/// <param name="To">Code of the organisation that takes over; it goes on.</param>
public sealed record TransferOrganisation(Actor Actor, string Organisation, long Version, string To) : ICommand<OrganisationVersion>;

internal sealed class TransferOrganisationValidator : AbstractValidator<TransferOrganisation>
{
    public TransferOrganisationValidator() =>
        RuleFor(r => r.To).Filled(64).WithMessage("chọn cơ quan nhận bàn giao | choose who takes over");
}

internal sealed class TransferOrganisationHandler(OperationsDbContext database, OrganisationChanges organisations, SystemChanges systems, RecordBook records, CityTime time)
    : IRequestHandler<TransferOrganisation, Outcome<OrganisationVersion>>
{
    public async Task<Outcome<OrganisationVersion>> Handle(TransferOrganisation request, CancellationToken cancellationToken)
    {
        var found = await organisations.FindAsync(request.Organisation, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var from = found.Value;
        if (from.ValidTo is null)
            return Faults.Refused("organisation.goes-on", "cơ quan này đang hoạt động: ghi sáp nhập, kết thúc trước khi bàn giao", "this organisation goes on: record its end before it hands over");
        if (from.ValidTo >= time.DayOf(time.Now))
        {
            return Faults.Refused(
                "organisation.goes-on",
                FormattableString.Invariant($"cơ quan này hoạt động đến hết ngày {from.ValidTo:dd/MM/yyyy}: bàn giao từ hôm sau"),
                FormattableString.Invariant($"this organisation goes on until {from.ValidTo:dd/MM/yyyy}: it hands over from the next day on"));
        }

        if (request.To == from.Code)
            return SystemChanges.Of("organisation.to", nameof(request.To), new Wording("chọn một cơ quan khác", "choose another organisation"));
        if (await systems.CheckOrganisationAsync(request.To, nameof(request.To), mustReach: true, cancellationToken) is { } gone)
            return gone;
        var to = await database.Organisations.SingleAsync(o => o.Code == request.To, cancellationToken);
        var held = await database.Systems.Where(s => s.OwnerCode == from.Code || s.OperatorCode == from.Code).ToListAsync(cancellationToken);
        var twice = await records.RolesAsync(cancellationToken);
        foreach (var system in held)
        {
            // Who runs it is another only where the one that ended did.
            if ((system.OperatorCode ?? system.OwnerCode) == from.Code && system.Status != SystemStatus.Retired && twice(system, to.Code, []) is { } why)
                return SystemChanges.Of("record.roles", nameof(request.To), new Wording($"{system.Name}: {why.Vi}", $"{system.Name}: {why.En}"));
            Move(system, from.Code, to.Code);
            systems.Changed(system, request.Actor, new Wording($"bàn giao từ {from.Name} sang {to.Name} — {from.EndDecision}", $"handed over from {from.Name} to {to.Name} — {from.EndDecision}"));
        }

        var below = await MoveBelowAsync(request.Actor, from, to, cancellationToken);
        Tell(to, request.Actor, new Wording($"nhận bàn giao từ {from.Name}: {held.Count} hệ thống, {below} cơ quan trực thuộc", $"took over from {from.Name}: {held.Count} systems, {below} organisations below"));
        from.Version++;
        await organisations.TellAsync(
            request.Actor, from, new Wording($"bàn giao cho {to.Name}: {held.Count} hệ thống, {below} cơ quan trực thuộc", $"handed over to {to.Name}: {held.Count} systems, {below} organisations below"), cancellationToken);
        return new OrganisationVersion(from.Code, from.Version);
    }

    private static void Move(SystemRecord system, string from, string to)
    {
        if (system.OperatorCode == from)
            system.OperatorCode = to;
        if (system.OwnerCode == from)
            system.OwnerCode = to;
        system.RefreshSearchText();
    }

    // Whoever takes over may itself stand below: its line moves up to where the organisation that ended stood.
    private async Task<int> MoveBelowAsync(Actor actor, OrganisationRecord from, OrganisationRecord to, CancellationToken cancellationToken)
    {
        var upper = await database.Organisations.SingleOrDefaultAsync(o => o.Code == from.ParentCode, cancellationToken);
        var below = await database.Organisations.Where(o => o.ParentCode == from.Code).ToListAsync(cancellationToken);
        foreach (var organisation in below)
        {
            var parent = await organisations.CheckParentAsync(organisation.Code, to.Code, cancellationToken) is null ? to : upper;
            organisation.ParentCode = parent?.Code;
            organisation.Version++;
            Tell(organisation, actor, new Wording($"cơ quan cấp trên: {from.Name} → {parent?.Name ?? "—"}", $"parent: {from.Name} → {parent?.Name ?? "—"}"));
        }

        return below.Count;
    }

    private void Tell(OrganisationRecord organisation, Actor actor, Wording what) => database.Add(HistoryRecord.Of(organisation.Subject, time.Now, actor, what));
}
