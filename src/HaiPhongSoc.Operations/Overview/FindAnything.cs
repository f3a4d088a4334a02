using System.Globalization;
using FluentValidation;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Operations.Register;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Severity = HaiPhongSoc.Events.Severity;

namespace HaiPhongSoc.Operations.Overview;

/// <summary>
/// What somebody means who types a few letters: incidents, systems, organisations, rules, hosts, an alert by its number. Every word must occur, without case and
/// diacritics; six of a kind at most, newest or highest first. Only what the actor may open.
/// </summary>
public sealed record FindAnything(Actor Actor, string Text) : IQuery<IReadOnlyList<Found>>;

/// <summary>What kind of thing was found.</summary>
public enum FoundKind
{
    Incident = 1,
    System = 2,
    Rule = 3,
    Host = 4,
    Alert = 5,
    Organisation = 6,
}

/// <param name="Key">The incident's number, the system's or organisation's code, the rule's id, the host's name, the alert's id.</param>
/// <param name="Title">May quote logs: never markup.</param>
/// <param name="Detail">What tells it from others of that name.</param>
public sealed record Found(FoundKind Kind, string Key, Wording Title, string Detail);

internal sealed class FindAnythingValidator : AbstractValidator<FindAnything>
{
    public FindAnythingValidator() =>
        RuleFor(r => r.Text).MaximumLength(100).WithMessage("chỉ tìm nhiều nhất 100 ký tự | 100 characters can be searched for at most");
}

internal sealed class FindAnythingHandler(OperationsDbContext database, RuleFinder rules) : IRequestHandler<FindAnything, Outcome<IReadOnlyList<Found>>>
{
    internal const int MostOfAKind = 6;

    public async Task<Outcome<IReadOnlyList<Found>>> Handle(FindAnything request, CancellationToken cancellationToken)
    {
        var words = FoldedText.Of(request.Text).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var found = new List<Found>();
        if (words.Length == 0)
            return found;
        if (PermissionTable.May<GetIncident>(request.Actor))
            found.AddRange(await IncidentsAsync(words, cancellationToken));
        if (PermissionTable.May<GetSystem>(request.Actor))
        {
            found.AddRange(await SystemsAsync(words, cancellationToken));
            found.AddRange(await HostsAsync(words, cancellationToken));
        }

        if (PermissionTable.May<GetOrganisation>(request.Actor))
            found.AddRange(await OrganisationsAsync(words, cancellationToken));
        if (PermissionTable.May<GetAlert>(request.Actor))
        {
            found.AddRange(await AlertAsync(words, cancellationToken));
            found.AddRange(rules.Find(words));
        }

        return found;
    }

    private async Task<IEnumerable<Found>> IncidentsAsync(string[] words, CancellationToken cancellationToken)
    {
        IQueryable<IncidentRecord> incidents = database.Incidents;
        // A number is looked up in the short index of numbers; anything else in the text of each, from the newest back.
        if (words is [var number] && NumberOf(number) is { } tail)
        {
            incidents = incidents.Where(i => i.Number.EndsWith(tail));
        }
        else
        {
            foreach (var word in words)
                incidents = incidents.Where(i => i.SearchText.Contains(word));
        }

        var found = await incidents.OrderByDescending(i => i.Id).Take(MostOfAKind)
            .Select(i => new { i.Number, i.Title.Vi, i.Title.En, i.State }).ToListAsync(cancellationToken);
        return found.Select(i => new Found(FoundKind.Incident, i.Number, new Wording(i.Vi, i.En), i.Number));
    }

    private async Task<IEnumerable<Found>> SystemsAsync(string[] words, CancellationToken cancellationToken)
    {
        IQueryable<SystemRecord> systems = database.Systems;
        foreach (var word in words)
            systems = systems.Where(s => s.SearchText.Contains(word));
        var found = await systems.OrderBy(s => s.SearchText).Take(MostOfAKind).Select(s => new { s.Code, s.Name }).ToListAsync(cancellationToken);
        return found.Select(s => new Found(FoundKind.System, s.Code, new Wording(s.Name, s.Name), s.Code));
    }

    // Former names are found too: people know a ward by the name that it had.
    private async Task<IEnumerable<Found>> OrganisationsAsync(string[] words, CancellationToken cancellationToken)
    {
        var organisations = database.ReachedOrganisations();
        foreach (var word in words)
            organisations = organisations.Where(o => o.SearchText.Contains(word));
        var found = await organisations.OrderBy(o => o.SearchText).Take(MostOfAKind).Select(o => new { o.Code, o.Name }).ToListAsync(cancellationToken);
        return found.Select(o => new Found(FoundKind.Organisation, o.Code, new Wording(o.Name, o.Name), o.Code));
    }

    private async Task<IEnumerable<Found>> HostsAsync(string[] words, CancellationToken cancellationToken)
    {
        var hosts = database.Assets.Where(a => a.Kind == AssetKind.Host).Join(database.Systems, a => a.SystemCode, s => s.Code, (a, s) => new { a.Key, s.Name });
        foreach (var word in words)
            hosts = hosts.Where(h => h.Key.Contains(word));
        var found = await hosts.OrderBy(h => h.Key).Take(MostOfAKind).ToListAsync(cancellationToken);
        return found.Select(h => new Found(FoundKind.Host, h.Key, new Wording(h.Key, h.Key), h.Name));
    }

    private async Task<IEnumerable<Found>> AlertAsync(string[] words, CancellationToken cancellationToken)
    {
        if (words is not [var word] || !long.TryParse(word.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return [];
        var found = await database.Alerts.Where(a => a.Id == id).Select(a => new { a.Title.Vi, a.Title.En, a.SystemName }).ToListAsync(cancellationToken);
        return found.Select(a => new Found(FoundKind.Alert, id.ToString(CultureInfo.InvariantCulture), new Wording(a.Vi, a.En), a.SystemName ?? ""));
    }

    // 12, 2026-000012 and SC-2026-000012 are the same number.
    private static string? NumberOf(string word)
    {
        var text = word.StartsWith("sc-", StringComparison.Ordinal) ? word[3..] : word;
        var parts = text.Split('-');
        if (parts.Length > 2 || !parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit)))
            return null;
        return parts is [var year, var number] ? $"{year}-{number.PadLeft(6, '0')}" : $"-{text.PadLeft(6, '0')}";
    }
}

/// <summary>Rules by the words of their titles, in both languages; folded once.</summary>
internal sealed class RuleFinder(IRuleNames rules)
{
    private readonly Lazy<(string Text, string Id, Wording Title, Severity Level)[]> _folded = new(() =>
        [.. rules.Active.Select(r => (FoldedText.Of(r.Title, r.TitleVi, r.Id), r.Id, new Wording(r.TitleVi ?? r.Title, r.Title), r.Level))]);

    public IEnumerable<Found> Find(string[] words) => _folded.Value
        .Where(rule => words.All(word => rule.Text.Contains(word, StringComparison.Ordinal)))
        .OrderByDescending(rule => rule.Level)
        .Take(FindAnythingHandler.MostOfAKind)
        .Select(rule => new Found(FoundKind.Rule, rule.Id, rule.Title, rule.Id));
}
