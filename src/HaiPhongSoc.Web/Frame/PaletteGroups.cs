using System.Globalization;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Parts;
using HaiPhongSoc.Web.Search;

namespace HaiPhongSoc.Web.Frame;

/// <summary>A button of the page, by its place among those that the browser listed.</summary>
public sealed record PaletteCommand(int Index, string Title);

/// <summary>What was opened from the palette before, in this tab.</summary>
public sealed record PaletteRecent(string Href, string Title);

/// <summary>A line of the palette: it leads to an address, or presses a button of the page.</summary>
internal sealed record PaletteEntry(string Id, string Title, string Detail, string? Href, string? Command);

internal sealed record PaletteGroup(string Word, IReadOnlyList<PaletteEntry> Entries);

/// <summary>What the palette shows for what was typed: everything that matches in words, without case and diacritics; without words what was opened last.</summary>
internal static class PaletteGroups
{
    private const int MostCommands = 8;

    public static IReadOnlyList<PaletteGroup> Of(
        Words words, Actor actor, string text, IReadOnlyList<Found> found, IReadOnlyList<PaletteCommand> commands, IReadOnlyList<PaletteRecent> recent)
    {
        var asked = FoldedText.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var pages = Menu.OpenTo(actor).Select(page => new PaletteEntry(page.Test, words[page.WordFor(actor)], page.Address, page.Address, null));
        var groups = new List<PaletteGroup>();
        if (asked.Length == 0)
            Add("Palette.Recent", recent.Select((r, i) => new PaletteEntry(Numbered("recent", i), r.Title, "", r.Href, null)));
        // Who types a number or a name means a record; who types nothing looks for what can be done.
        Add("Palette.Pages", pages.Where(Matches));
        foreach (var kind in Enum.GetValues<FoundKind>())
            Add($"FoundKind.{kind}", found.Where(f => f.Kind == kind).Select((f, i) => Entry(actor, f, i)));
        Add("Palette.Commands", commands.Select(c => new PaletteEntry(Numbered("command", c.Index), c.Title, "", null, c.Index.ToString(CultureInfo.InvariantCulture))).Where(Matches).Take(MostCommands));
        return groups;

        bool Matches(PaletteEntry entry)
        {
            var folded = FoldedText.Of(entry.Title, entry.Href);
            return asked.All(word => folded.Contains(word, StringComparison.Ordinal));
        }

        void Add(string word, IEnumerable<PaletteEntry> entries)
        {
            if (entries.ToList() is { Count: > 0 } some)
                groups.Add(new PaletteGroup(word, some));
        }
    }

    private static PaletteEntry Entry(Actor actor, Found found, int index) => new(
        Numbered(found.Kind.ToString(), index), found.Title.In(CultureInfo.CurrentUICulture), found.Kind == FoundKind.Alert ? $"#{found.Key} {found.Detail}" : found.Detail, Address(actor, found), null);

    private static string Address(Actor actor, Found found) => found.Kind switch
    {
        FoundKind.Incident => Paths.Incident(found.Key),
        FoundKind.System => Paths.System(found.Key),
        FoundKind.Organisation => Paths.Organisation(found.Key),
        FoundKind.Rule => $"{Paths.Alerts}?xem=tat-ca&q={Uri.EscapeDataString(found.Key)}",
        FoundKind.Alert => $"{Paths.Alerts}?xem=tat-ca&id={Uri.EscapeDataString(found.Key)}",
        _ => PermissionTable.May<SearchEvents>(actor) ? SearchLink.To(KqlText.Equal("host.name", found.Key)) : Paths.Systems,
    };

    private static string Numbered(string kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{index}");
}
