using System.Globalization;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore;

/// <summary>How long an event is kept follows the level of its system: <c>level0</c> (none known) to <c>level5</c>.</summary>
internal static class RetentionClass
{
    public const int HighestLevel = 5;

    public const string Default = "default";

    public static int LevelOf(SystemIdentity? system) => Math.Clamp(system?.Level ?? 0, 0, HighestLevel);

    public static string Of(int level) => string.Create(CultureInfo.InvariantCulture, $"level{level}");

    public static bool IsKnown(string text) =>
        text == Default || (text.Length == 6 && text.StartsWith("level", StringComparison.Ordinal) && text[5] is >= '0' and <= '5');
}
