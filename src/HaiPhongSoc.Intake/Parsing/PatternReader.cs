using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Sources;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>Reads a line by the first of a definition's patterns that fits it; named groups become fields under their own names.</summary>
internal static class PatternReader
{
    // A longer line is read without its tail: no sentence of a log is longer, and the time of a pattern grows with the line.
    private const int LongestRead = 32 * 1024;

    public static TextPattern? Read(SourceDefinition definition, string program, string text, FieldSetBuilder fields, ref FaultNote fault)
    {
        if (text.Length > LongestRead)
        {
            fault.Add(ParseFaults.ValueTooLong, "the line is longer than 32,768 characters");
            text = text[..LongestRead];
        }

        foreach (var pattern in definition.Patterns)
        {
            if (pattern.Programs.Count > 0 && !pattern.Programs.Contains(program))
                continue;
            var match = pattern.Match.Match(text);
            if (!match.Success)
                continue;
            foreach (var group in pattern.Groups)
            {
                if (match.Groups[group.Number] is { Success: true } found)
                    fields.Add(FieldCatalogue.Name(group.Field), found.ValueSpan);
            }

            return pattern;
        }

        if (definition.UnmatchedIsFault)
            fault.Add(ParseFaults.NoPattern, "no pattern of the definition reads the line");
        return null;
    }
}
