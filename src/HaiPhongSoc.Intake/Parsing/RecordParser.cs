using System.Text;
using System.Text.Unicode;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>
/// Makes an event of a record by its source's definition. Total: whatever the bytes are, the result is an event with the raw bytes, the fields
/// that could be read and, where something was wrong, a <see cref="ParseFault"/> (codes: <see cref="ParseFaults"/>). Not thread-safe: one
/// parser a worker, over one shared <see cref="SourceCatalogue"/>.
/// </summary>
public sealed class RecordParser
{
    private const string UnknownDataset = "unknown";
    private const int LongestCefHead = 1_024;
    private static readonly FieldId SyslogAppName = FieldCatalogue.Intern("log.syslog.appname");
    private static readonly FieldId SyslogPriority = FieldCatalogue.Intern("log.syslog.priority");
    private static readonly FieldId SyslogFacility = FieldCatalogue.Intern("log.syslog.facility.code");
    private static readonly FieldId SyslogSeverity = FieldCatalogue.Intern("log.syslog.severity.code");
    private static readonly FieldId SyslogMessageId = FieldCatalogue.Intern("log.syslog.msgid");
    private static readonly FieldId SyslogStructuredData = FieldCatalogue.Intern("log.syslog.structured_data");
    private static readonly FieldId ProcessId = FieldCatalogue.Intern("process.pid");

    private readonly SourceCatalogue _catalogue;
    private readonly FieldSetBuilder _fields = new();
    private readonly JsonFlattener _json = new();
    private readonly CefReader _cef = new();
    private readonly FieldMapper _mapper;

    public RecordParser(SourceCatalogue catalogue)
    {
        _catalogue = catalogue;
        _mapper = new FieldMapper(_fields);
    }

    /// <summary>The event of a record; a null <paramref name="source"/> reads it as <see cref="SourceCatalogue.Auto"/>.</summary>
    public LogEvent Parse(SpooledRecord record, SourceOptions? source = null)
    {
        _fields.Clear();
        var fault = new FaultNote();
        if (record.FaultCode is { } code)
            fault.Add(code, "framing could not read the record as it should be");

        var reading = Read(record, Configured(source, ref fault), ref fault);
        return new LogEvent
        {
            Id = record.Id,
            Time = reading.Time,
            ReceivedAt = record.ReceivedAt,
            SourceId = record.SourceId,
            Realm = record.Realm,
            SourceSystem = string.IsNullOrEmpty(source?.System) ? null : source.System,
            Transport = record.Transport,
            Peer = record.Peer,
            LogSource = reading.LogSource,
            Raw = record.Payload,
            Fields = _fields.Build(),
            Fault = fault.First,
        };
    }

    private SourceDefinition? Configured(SourceOptions? source, ref FaultNote fault)
    {
        if (source is null || source.Definition is "" or SourceCatalogue.Auto)
            return null;
        var definition = _catalogue.Find(source.Definition);
        if (definition is null)
            fault.Add(ParseFaults.NoDefinition, "the source's definition is not loaded");
        return definition;
    }

    private (long Time, EventLogSource LogSource) Read(SpooledRecord record, SourceDefinition? configured, ref FaultNote fault)
    {
        var payload = Utf8Text.Trim(Utf8Text.WithoutMark(record.Payload.Span));
        if (payload.IsEmpty)
            fault.Add(ParseFaults.Empty, "the record is empty", 0);

        var header = new SyslogHeader { Priority = -1, Message = payload };
        ReadOnlySpan<byte> cef = [];
        if (!payload.StartsWith("{"u8))
        {
            header = SyslogHeader.Read(payload);
            cef = CefReader.PartOf(header);
            if (!cef.IsEmpty && header.Program.SequenceEqual("CEF"u8))
                header.Program = [];
            AddHeader(header);
        }

        var json = JsonPart(header.Message);
        return (configured?.Format ?? (!cef.IsEmpty ? RecordFormat.Cef : json.IsEmpty ? RecordFormat.Text : RecordFormat.Json)) switch
        {
            RecordFormat.Json => ReadJson(record, configured, header, json.IsEmpty ? header.Message : json, ref fault),
            RecordFormat.Cef => ReadCef(record, configured, header, cef, ref fault),
            _ => ReadText(record, configured, header, ref fault),
        };
    }

    // The message where it is a JSON object, with or without the "@cee:" cookie in front; else empty.
    private static ReadOnlySpan<byte> JsonPart(ReadOnlySpan<byte> message)
    {
        message = Utf8Text.Trim(message);
        if (message.StartsWith("@cee:"u8))
            message = Utf8Text.Trim(message["@cee:"u8.Length..]);
        return message.StartsWith("{"u8) ? message : [];
    }

    private (long, EventLogSource) ReadJson(
        SpooledRecord record, SourceDefinition? configured, SyslogHeader header, ReadOnlySpan<byte> json, ref FaultNote fault)
    {
        _json.Flatten(json, _fields, ref fault);
        var definition = configured ?? Recognition.OfJson(_catalogue, _fields);
        if (configured is not null && !Recognition.Recognises(configured, _fields))
            fault.Add(ParseFaults.NotRecognised, "the record lacks the fields by which its definition knows it");

        var logSource = definition is null ? null : _mapper.Apply(definition);
        _fields.Add(EcsFields.EventDataset, Bytes(definition?.Id ?? UnknownDataset));
        HostAndMessage.AddHost(_fields, definition?.Hosts ?? [], header.Host);
        HostAndMessage.AddMessage(_fields, definition?.Messages ?? [], json);
        return (EventTime.Of(record, definition, _fields, header.Time, ref fault), logSource ?? definition?.LogSource ?? EventLogSource.Unknown);
    }

    private (long, EventLogSource) ReadCef(
        SpooledRecord record, SourceDefinition? configured, SyslogHeader header, ReadOnlySpan<byte> cef, ref FaultNote fault)
    {
        var head = Encoding.UTF8.GetString(cef[..Math.Min(cef.Length, LongestCefHead)]);
        if (configured is not null && !configured.RecogniseText!.IsMatch(head))
            fault.Add(ParseFaults.NotRecognised, "the record is not of the product that its definition reads");
        if (!cef.IsEmpty)
            _cef.Read(cef, _fields, ref fault);
        var definition = configured ?? Recognition.OfCef(_catalogue, head);
        var logSource = definition is null ? null : _mapper.Apply(definition);
        _fields.Add(EcsFields.EventDataset, Bytes(definition?.Id ?? UnknownDataset));
        HostAndMessage.AddHost(_fields, definition?.Hosts ?? [], header.Host);
        HostAndMessage.AddMessage(_fields, definition?.Messages ?? [], header.Message);
        return (EventTime.Of(record, definition, _fields, header.Time, ref fault), logSource ?? definition?.LogSource ?? EventLogSource.Unknown);
    }

    private (long, EventLogSource) ReadText(SpooledRecord record, SourceDefinition? configured, SyslogHeader header, ref FaultNote fault)
    {
        var text = Encoding.UTF8.GetString(header.Message);
        if (!Utf8.IsValid(header.Message))
            fault.Add(ParseFaults.BrokenUtf8, "bytes that are no UTF-8");
        var program = Encoding.UTF8.GetString(header.Program);
        var definition = configured ?? Recognition.OfText(_catalogue, program, text);
        var logSource = EventLogSource.Unknown;
        if (definition is not null)
        {
            var pattern = PatternReader.Read(definition, program, text, _fields, ref fault);
            logSource = _mapper.Apply(definition) ?? pattern?.LogSource
                ?? definition.LogSourceByProgram.GetValueOrDefault(program, definition.LogSource);
            if (pattern is not null)
                _mapper.SetAll(pattern.Set);
        }

        _fields.Add(EcsFields.EventDataset, Bytes(definition?.Id ?? UnknownDataset));
        HostAndMessage.AddHost(_fields, definition?.Hosts ?? [], header.Host);
        _fields.Add(EcsFields.Message, Utf8Text.Cut(Bytes(text), JsonFlattener.MaxValueBytes));
        return (EventTime.Of(record, definition, _fields, header.Time, ref fault), logSource);
    }

    private void AddHeader(SyslogHeader header)
    {
        if (header.Priority >= 0)
        {
            AddNumber(SyslogPriority, header.Priority);
            AddNumber(SyslogFacility, header.Priority / 8);
            AddNumber(SyslogSeverity, header.Priority % 8);
        }

        if (!header.Program.IsEmpty)
        {
            var entry = AddText(SyslogAppName, header.Program);
            _fields.AddName(entry, EcsFields.ProcessName, FieldNaming.Ecs);
        }

        if (!header.ProcessId.IsEmpty)
            AddText(ProcessId, header.ProcessId);
        if (!header.MessageId.IsEmpty)
            AddText(SyslogMessageId, header.MessageId);
        if (!header.StructuredData.IsEmpty)
            AddText(SyslogStructuredData, Utf8Text.Cut(header.StructuredData, JsonFlattener.MaxValueBytes));
    }

    private int AddText(FieldId field, ReadOnlySpan<byte> value) =>
        Utf8.IsValid(value) ? _fields.Add(field, value) : _fields.Add(field, Bytes(Encoding.UTF8.GetString(value)));

    private void AddNumber(FieldId field, int value)
    {
        Span<byte> digits = stackalloc byte[11];
        value.TryFormat(digits, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        _fields.Add(field, digits[..length], FieldValueKind.Number);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
