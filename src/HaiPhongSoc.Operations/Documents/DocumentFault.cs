using System.Globalization;

namespace HaiPhongSoc.Operations.Documents;

/// <summary>Something wrong in a file that people write.</summary>
/// <param name="Line">From 1; 0 where the fault is of the whole file.</param>
/// <param name="Column">From 1; 0 where the fault is of the whole file.</param>
internal sealed record DocumentFault(string File, long Line, long Column, string Message)
{
    public override string ToString() => Line == 0
        ? $"{File}: {Message}"
        : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Message}");
}
