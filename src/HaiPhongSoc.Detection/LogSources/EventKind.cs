using System.Text;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Detection.LogSources;

/// <summary>All by which events are told apart when rules are chosen for them. Few different ones occur, so that the choice is made once for each.</summary>
internal readonly record struct EventKind(EventLogSource LogSource, string Channel, string Provider, string EventId)
{
    private const int LongestText = 128;

    private static readonly FieldId ChannelField = FieldCatalogue.Intern("Channel");
    private static readonly FieldId ProviderField = FieldCatalogue.Intern("Provider_Name");
    private static readonly FieldId EventIdField = FieldCatalogue.Intern("EventID");

    public static EventKind Of(LogEvent logEvent)
    {
        Read(logEvent.Fields, out var channel, out var provider, out var eventId);
        return new EventKind(logEvent.LogSource, Text(channel), Text(provider), Text(eventId));
    }

    /// <summary>The same as the bytes that the event holds; empty where a field is absent or too long to be a name.</summary>
    public static void Read(FieldSet fields, out ReadOnlySpan<byte> channel, out ReadOnlySpan<byte> provider, out ReadOnlySpan<byte> eventId)
    {
        channel = Bytes(fields, ChannelField);
        provider = Bytes(fields, ProviderField);
        eventId = Bytes(fields, EventIdField);
    }

    private static ReadOnlySpan<byte> Bytes(FieldSet fields, FieldId field) =>
        fields.TryGet(field, out var value) && value.Length <= LongestText ? value : default;

    private static string Text(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value).ToLowerInvariant();
}
