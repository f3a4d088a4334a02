using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Sources;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>Which definition reads a record whose source says "auto": the first, in their order, that recognises it.</summary>
internal static class Recognition
{
    public static SourceDefinition? OfJson(SourceCatalogue catalogue, FieldSetBuilder fields)
    {
        foreach (var definition in catalogue.Definitions)
        {
            if (definition.Format == RecordFormat.Json && Recognises(definition, fields))
                return definition;
        }

        return null;
    }

    public static SourceDefinition? OfText(SourceCatalogue catalogue, string program, string text)
    {
        foreach (var definition in catalogue.Definitions)
        {
            if (definition.Format == RecordFormat.Text && (definition.Programs.Contains(program) || definition.RecogniseText?.IsMatch(text) == true))
                return definition;
        }

        return null;
    }

    /// <param name="cef">A CEF record from its version on.</param>
    public static SourceDefinition? OfCef(SourceCatalogue catalogue, string cef)
    {
        foreach (var definition in catalogue.Definitions)
        {
            if (definition.Format == RecordFormat.Cef && definition.RecogniseText!.IsMatch(cef))
                return definition;
        }

        return null;
    }

    /// <summary>True where one of the definition's groups of fields is there whole, or it asks for none.</summary>
    public static bool Recognises(SourceDefinition definition, FieldSetBuilder fields)
    {
        if (definition.RecogniseFields.Length == 0)
            return true;
        foreach (var group in definition.RecogniseFields)
        {
            if (HasAll(group, fields))
                return true;
        }

        return false;
    }

    private static bool HasAll(RecogniseName[] group, FieldSetBuilder fields)
    {
        foreach (var name in group)
        {
            if (name.IsPrefix ? !HasPrefix(name.Utf8, fields) : fields.IndexOf(name.Field) < 0)
                return false;
        }

        return group.Length > 0;
    }

    private static bool HasPrefix(ReadOnlySpan<byte> prefix, FieldSetBuilder fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields.NameAt(i).StartsWith(prefix))
                return true;
        }

        return false;
    }
}
