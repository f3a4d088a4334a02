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

    public static EventKind Of(LogEvent logEvent) => new(
        logEvent.LogSource,
        Text(logEvent.Fields, ChannelField),
        Text(logEvent.Fields, ProviderField),
        Text(logEvent.Fields, EventIdField));

    private static string Text(FieldSet fields, FieldId field) =>
        fields.TryGet(field, out var value) && value.Length <= LongestText ? Encoding.UTF8.GetString(value).ToLowerInvariant() : "";
}
