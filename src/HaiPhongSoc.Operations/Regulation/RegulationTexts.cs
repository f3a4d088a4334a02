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

    /// <summary>What the later profile says otherwise than the earlier one, in the order of the file's parts.</summary>
    public static IReadOnlyList<RegulationChange> Compare(RegulationView before, RegulationView after) => RegulationComparison.Of(before, after);
}
