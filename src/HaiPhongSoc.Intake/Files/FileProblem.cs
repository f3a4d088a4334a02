namespace HaiPhongSoc.Intake.Files;

/// <summary>Something of a file that could not be read, or was left out on purpose.</summary>
/// <param name="File">The file's path; members of archives as <c>path!member</c>.</param>
/// <param name="Position">Byte position in the (unpacked) file, where there is one.</param>
/// <param name="Code">Stable, lower case with dashes.</param>
/// <param name="Message">One short sentence without text of the file.</param>
/// <param name="Kind">How bad it is.</param>
public sealed record FileProblem(string File, long? Position, string Code, string Message, FileProblemKind Kind)
{
    public override string ToString() => Position is { } at ? $"{File} at byte {at}: {Message}" : $"{File}: {Message}";
}

public enum FileProblemKind
{
    /// <summary>Left out on purpose: no log that we read.</summary>
    Notice,

    /// <summary>The content is broken.</summary>
    BadInput,

    /// <summary>The file exists and may not or cannot be opened.</summary>
    Environment,
}
