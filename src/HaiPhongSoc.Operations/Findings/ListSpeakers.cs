using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Findings;

/// <summary>Nguồn nhật ký và tình trạng gửi: which sources speak of a system, when each spoke last, and how much in the last seven days.</summary>
public sealed record ListSpeakers(Actor Actor, string Code) : IQuery<IReadOnlyList<SpeakerView>>;

/// <summary>A source of logs as an owner sees it.</summary>
/// <param name="IsDeclared">It is declared for this system; else its logs only name an asset of it.</param>
/// <param name="LastHeard">UTC microseconds; null = never.</param>
/// <param name="IsSilent">Declared, and not heard for longer than its time.</param>
/// <param name="Days">How many events came on each of the last seven days of the city, today last.</param>
public sealed record SpeakerView(string SourceId, bool IsDeclared, long? LastHeard, bool IsSilent, IReadOnlyList<SpeakerDay> Days);

public sealed record SpeakerDay(DateOnly Day, long Count);

internal sealed class ListSpeakersHandler(OperationsDbContext database, IPromisedSources sources, CityTime time, IOptions<OperationsOptions> options)
    : IRequestHandler<ListSpeakers, Outcome<IReadOnlyList<SpeakerView>>>
{
    private const int DaysShown = 7;

    public async Task<Outcome<IReadOnlyList<SpeakerView>>> Handle(ListSpeakers request, CancellationToken cancellationToken)
    {
        if (!await database.Systems.AnyAsync(s => s.Code == request.Code, cancellationToken))
            return Faults.NotFound($"hệ thống {request.Code}", $"system {request.Code}");
        var heard = (await database.HeardDays.Where(h => h.SystemCode == request.Code).ToListAsync(cancellationToken)).ToLookup(h => h.SourceId, StringComparer.Ordinal);
        var declared = sources.All.Where(s => s.SystemCode == request.Code).ToDictionary(s => s.Id, StringComparer.Ordinal);
        return heard.Select(h => h.Key).Union(declared.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => View(id, declared.GetValueOrDefault(id), [.. heard[id]])).ToList();
    }

    private SpeakerView View(string id, PromisedSource? declared, IReadOnlyList<HeardDay> heard)
    {
        var today = time.DayOf(time.Now);
        var counts = heard.ToDictionary(h => h.Day, h => h.Count);
        long? last = heard.Count == 0 ? null : heard.Max(h => h.LastHeard);
        var patience = (declared?.SilentAfter ?? options.Value.Findings.SourceSilentAfter).Microseconds();
        return new SpeakerView(
            id,
            declared is not null,
            last,
            declared is not null && time.Now - (last ?? 0) >= patience,
            [.. Enumerable.Range(1 - DaysShown, DaysShown).Select(back => today.AddDays(back)).Select(day => new SpeakerDay(day, counts.GetValueOrDefault(day)))]);
    }
}
