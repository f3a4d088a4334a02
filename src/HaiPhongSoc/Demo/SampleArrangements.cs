using System.Text.Json;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;

namespace HaiPhongSoc.Demo;

/// <summary>What some organisations of the sample city have made already: documents that are plainly samples, dated from today backwards.</summary>
internal static class SampleArrangements
{
    public static async Task EnterAsync(IOperations operations, DateOnly today, CancellationToken ct)
    {
        foreach (var row in JsonSerializer.Deserialize<List<Row>>(await File.ReadAllTextAsync(DemoCity.Shipped("arrangements.json"), ct))!)
        {
            var date = today.AddDays(-row.DaysAgo);
            var review = row.ReviewMonths is { } months ? date.AddMonths(months) : (DateOnly?)null;
            var entry = new ArrangementEntry(row.Number, date, review, "Số liệu minh họa của thành phố mẫu.", row.Audience);
            var made = (await operations.SendAsync(new RecordArrangement(Actor.Program, row.Organisation, row.Kind, entry), ct)).Require();
            if (row.Confirmed is { Count: > 0 } who)
                (await operations.SendAsync(new ConfirmArrangement(Actor.Program, made.Id, made.Version, who, today, Confirmed: true), ct)).Require();
        }
    }

    private sealed record Row(string Organisation, string Kind, string Number, int DaysAgo, int? ReviewMonths = null, string? Audience = null, IReadOnlyList<string>? Confirmed = null);
}
