namespace HaiPhongSoc.Events;

/// <summary>Why a record could not be read as its source promises. The event goes on with its raw bytes all the same.</summary>
/// <param name="Code">Stable, lower case with dashes, for example <c>json-depth</c>.</param>
/// <param name="Message">One short sentence without text of the record.</param>
/// <param name="Position">Byte position in the record where reading stopped, where it is known.</param>
public sealed record ParseFault(string Code, string Message, int? Position = null);
