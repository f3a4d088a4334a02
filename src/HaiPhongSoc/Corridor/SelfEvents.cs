using System.Buffers;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Operations.Audit;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Corridor;

/// <summary>
/// What happens to the SOC itself, as one more source of its corridor: JSON records of the source <c>soc-self</c> in the spool, read by
/// <c>rules/sources/soc-self.yml</c>, judged by <c>rules/detection/soc/</c>. The queue is bounded and nobody waits for it: what it cannot take is counted
/// (<c>soc.self.dropped</c>) and stands on the audit chain all the same.
/// </summary>
internal sealed class SelfEvents : BackgroundService, ISelfEvents
{
    public const string SourceId = "soc-self";

    private const int Capacity = 10_000;
    private const int MostTogether = 500;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Channel<SpoolEntry> _queue;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _clock;
    private readonly SpoolOrigin _origin;
    private readonly Meter _meter = new("HaiPhongSoc.Self");

    // The spool is opened by the worker only: a command that asks the records beside a running soc must not want its lock.
    public SelfEvents(IServiceProvider services, IOptions<SocOptions> options, TimeProvider clock)
    {
        (_services, _clock) = (services, clock);
        _origin = new SpoolOrigin(EventTransport.Internal, SourceId, options.Value.SelfRealm, peer: null);
        var dropped = _meter.CreateCounter<long>("soc.self.dropped", "{event}", "Events about the SOC itself that its own queue could not take");
        _queue = Channel.CreateBounded<SpoolEntry>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }, _ => dropped.Add(1));
    }

    /// <summary>The source as the corridor's parser needs it; nothing can come from it but by this class.</summary>
    public static SourceOptions SourceOf(SocOptions soc) => new() { Id = SourceId, Realm = soc.SelfRealm, System = "soc", Definition = SourceId };

    public void Tell(SelfEvent happened) => _queue.Writer.TryWrite(new SpoolEntry(_origin, UtcMicroseconds.Now(_clock), Write(happened)));

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var spool = _services.GetRequiredService<EventSpool>();
        var batch = new List<SpoolEntry>();
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < MostTogether && _queue.Reader.TryRead(out var entry))
                    batch.Add(entry);
                while (!await TryAppendAsync(spool, batch, stoppingToken))
                    await Task.Delay(Retry, _clock, stoppingToken);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops: what is still queued is appended, if the spool takes it at once.
            while (_queue.Reader.TryRead(out var entry))
                batch.Add(entry);
            await TryAppendAsync(spool, batch, CancellationToken.None);
        }
    }

    private static async Task<bool> TryAppendAsync(EventSpool spool, List<SpoolEntry> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return true;
        try
        {
            await spool.AppendAsync(batch, cancellationToken);
            return true;
        }
        catch (SpoolRefusedException)
        {
            return false;
        }
    }

    /// <summary>One flat JSON object in ECS names; what ECS has no name for stands under <c>soc.self</c>.</summary>
    internal static byte[] Write(SelfEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("@timestamp", UtcMicroseconds.ToDateTimeOffset(happened.At).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
            json.WriteString("event.action", happened.Action);
            json.WriteString("event.category", CategoryOf(happened.Action));
            json.WriteString("event.outcome", happened.Outcome);
            Text(json, "event.reason", happened.Reason);
            Text(json, "user.id", happened.UserId);
            Text(json, "user.name", happened.UserName);
            List(json, "user.roles", happened.Roles);
            Text(json, "source.ip", happened.Address);
            Text(json, "soc.self.actor", happened.ActorKind);
            List(json, "soc.self.subject", happened.Subjects);
            List(json, "soc.self.granted", happened.Granted);
            if (happened.NewAddress)
                json.WriteBoolean("soc.self.new_address", value: true);
            if (happened.AtNight)
                json.WriteBoolean("soc.self.at_night", value: true);
            json.WriteString("message", happened.Message);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string CategoryOf(string action) => action switch
    {
        "account.sign-in" or "account.sign-out" => "authentication",
        _ when action.StartsWith("account", StringComparison.Ordinal) || action.StartsWith("password", StringComparison.Ordinal) => "iam",
        _ => "configuration",
    };

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
            json.WriteString(name, value);
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
