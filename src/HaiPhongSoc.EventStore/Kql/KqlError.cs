namespace HaiPhongSoc.EventStore.Kql;

/// <summary>Why a query could not be read. Text for people is made of <see cref="Code"/> and <see cref="Args"/> by whoever shows it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
/// <param name="Length">How many UTF-16 units are to be marked; 0 at the end of the query.</param>
/// <param name="Code">One of <see cref="KqlErrorCodes"/>; stable.</param>
/// <param name="Args">Pieces of the query that the text names, in the order that the code's comment gives. Written by the asker: never markup.</param>
public sealed record KqlError(int Line, int Column, int Length, string Code, IReadOnlyList<string> Args);
