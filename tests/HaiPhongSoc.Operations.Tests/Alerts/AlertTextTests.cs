using System.Globalization;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Documents;
using Microsoft.EntityFrameworkCore;
using static HaiPhongSoc.Operations.Tests.HitBuilder;

namespace HaiPhongSoc.Operations.Tests.Alerts;

/// <summary>Alerts of all times by a part of their text: whatever the database narrows it by, the answer is that of reading each.</summary>
public sealed class AlertTextTests
{
    private static readonly string[] Users =
    [
        "quan.tri", "QUẢN TRỊ", "o'neill", "a\"b\"c", "100%_x", "*", "a AND b", "đường phố", "мария", "用户名", "x😀y", "tab\tin", "line\nin", "((((", "NEAR(a b)", "-a", "aaaa",
    ];

    [Fact]
    public async Task What_is_found_is_what_reading_every_text_finds()
    {
        await using var world = await OperationsWorld.StartAsync();
        var hits = Users.Select((user, i) => Hit(
            i + 1, $"{i:x8}-1111-4111-8111-111111111111", address: string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i}"), host: $"may-chu-{i % 3}", user: user)).ToList();
        await world.Intake.CommitAsync(hits, new EventId(0, hits.Count), default);
        var texts = await world.WithDatabaseAsync(database => database.Alerts.ToDictionaryAsync(a => a.Id, a => a.SearchText));
        texts.Count.ShouldBe(Users.Length);

        var asked = texts.Values.SelectMany(PartsOf).Concat(Users).Append("không có ở đâu").Append("aaaaa").Append("quan  tri").Distinct(StringComparer.Ordinal).ToList();
        foreach (var text in asked)
        {
            var found = (await world.Operations.SendAsync(new ListAlerts(world.Analyst, new AlertFilter(Text: text), Take: 500))).Require();
            var folded = FoldedText.Of(text.Trim());
            found.Items.Select(a => a.Id).Order().ShouldBe(texts.Where(t => t.Value.Contains(folded, StringComparison.Ordinal)).Select(t => t.Key).Order(), text);
        }

        asked.Count.ShouldBeGreaterThan(40);
    }

    // Some parts of several lengths, from two letters to the whole.
    private static IEnumerable<string> PartsOf(string text)
    {
        foreach (var length in new[] { 2, 3, 4, 15, text.Length })
        {
            for (var at = 0; at + length <= text.Length; at += 61)
            {
                var part = text.Substring(at, length);
                if (!char.IsLowSurrogate(part[0]) && !char.IsHighSurrogate(part[^1]))
                    yield return part;
            }
        }
    }
}
