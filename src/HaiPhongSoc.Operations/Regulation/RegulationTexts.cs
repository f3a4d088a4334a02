using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>Profiles as files, for who writes them: nothing of a running program is touched.</summary>
public static class RegulationTexts
{
    /// <summary>Reads one profile strictly.</summary>
    /// <param name="faults">Every fault, as <c>file:line:column: reason</c>; empty where the profile is returned.</param>
    /// <returns>Null where there are faults.</returns>
    public static RegulationView? Read(string path, out IReadOnlyList<string> faults)
    {
        var found = new List<DocumentFault>();
        RegulationView? view = null;
        try
        {
            if (RegulationFile.Read(File.ReadAllText(path), path, found) is { } profile)
                view = RegulationRows.Of(profile);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            found.Add(new DocumentFault(path, 0, 0, $"cannot be read: {missing.Message}"));
        }

        faults = [.. found.Select(f => f.ToString())];
        return view;
    }

    /// <summary>True for a calendar of working days, which lies beside the profiles.</summary>
    public static bool IsCalendar(string path) => File.Exists(path) && File.ReadLines(path).Any(line => line.StartsWith("holidays:", StringComparison.Ordinal));

    /// <summary>Reads a calendar of working days strictly.</summary>
    /// <param name="faults">Every fault, as <c>file:line:column: reason</c>.</param>
    /// <returns>The years of which it names holidays; null where there are faults.</returns>
    public static IReadOnlyList<int>? ReadCalendar(string path, out IReadOnlyList<string> faults)
    {
        var found = new List<DocumentFault>();
        var calendar = WorkingCalendar.Read(File.ReadAllText(path), path, found);
        faults = [.. found.Select(f => f.ToString())];
        return calendar is null ? null : [.. calendar.Closed.Select(d => d.Year).Distinct().Order()];
    }

    /// <summary>What the later profile says otherwise than the earlier one, in the order of the file's parts.</summary>
    public static IReadOnlyList<RegulationChange> Compare(RegulationView before, RegulationView after) => RegulationComparison.Of(before, after);
}
