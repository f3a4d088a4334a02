using System.Globalization;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Documents;

/// <summary>Something wrong in a file that people write.</summary>
/// <param name="Line">From 1; 0 where the fault is of the whole file.</param>
/// <param name="Column">From 1; 0 where the fault is of the whole file.</param>
/// <param name="Message">In English.</param>
internal sealed record DocumentFault(string File, long Line, long Column, string Message)
{
    /// <summary>The message in Vietnamese; of files that only the program's keepers write, in English too.</summary>
    public string MessageVi { get; init; } = Message;

    /// <summary>The reason alone.</summary>
    public Wording Why => new(MessageVi, Message);

    /// <summary>With its place.</summary>
    public Wording Told => new(At(MessageVi), At(Message));

    public static DocumentFault Of(string file, long line, long column, string vi, string en) => new(file, line, column, en) { MessageVi = vi };

    public override string ToString() => At(Message);

    private string At(string message) => Line == 0
        ? $"{File}: {message}"
        : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {message}");
}
