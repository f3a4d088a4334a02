using HaiPhongSoc.Sigma.Modifiers;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>Which modifiers may stand in a line, and where; told at the modifier, before any value is read.</summary>
internal static class ItemKeyRules
{
    private const int MaxModifiers = 16;

    public static bool Holds(ItemKey key, DocumentProblems problems)
    {
        if (key.Modifiers.Length > MaxModifiers)
        {
            problems.Error("modifier-too-many", key.Node!, $"more than {MaxModifiers} modifiers");
            return false;
        }

        var ok = true;
        var changed = false;
        var closed = "";
        for (var i = 0; i < key.Modifiers.Length; i++)
        {
            var name = key.Modifiers[i];
            if (Modifier.OfItem.Contains(name))
                continue;
            if (!Modifier.TryFind(name, out var modifier))
            {
                problems.Error("modifier-unknown", key.Node!, key.OffsetOf(i), name.Length == 0 ? "a modifier is missing after '|'" : $"unknown modifier '{name}'{Nearest(name)}");
                return false;
            }

            if ((changed && modifier!.Place != ModifierPlace.Anywhere) || closed.Length > 0)
            {
                problems.Error("modifier-order", key.Node!, key.OffsetOf(i), closed.Length > 0 ? $"'{name}' cannot follow '{closed}'" : $"'{name}' must be the first modifier");
                ok = false;
            }

            if (modifier!.NeedsField && key.Field is null)
            {
                problems.Error("field-missing", key.Node!, $"'{name}' needs the name of a field before it");
                ok = false;
            }

            changed = true;
            if (modifier.Place == ModifierPlace.FirstAndOnly)
                closed = name;
        }

        return ok;
    }

    private static string Nearest(string name)
    {
        var near = Modifier.Names.FirstOrDefault(known => known.StartsWith(name, StringComparison.OrdinalIgnoreCase) || name.StartsWith(known, StringComparison.OrdinalIgnoreCase) && known.Length > 2);
        return near is null ? "" : $": did you mean '{near}'?";
    }
}
