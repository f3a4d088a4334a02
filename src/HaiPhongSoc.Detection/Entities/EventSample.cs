using System.Text;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.Entities;

/// <summary>The event's raw text for the reader's eye, cut at 2,048 characters.</summary>
internal static class EventSample
{
    private const int Longest = 2_048;

    public static string Of(LogEvent logEvent)
    {
        var bytes = logEvent.Raw.Span;
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Longest * 4)]);
        if (text.Length <= Longest)
            return text;
        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return text[..end];
    }
}
