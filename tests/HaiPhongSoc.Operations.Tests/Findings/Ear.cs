using System.Text;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Findings;

/// <summary>Detection without rules, for tests of who was heard: events go through the real stage.</summary>
internal sealed class Ear : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DetectionMetrics _metrics = new();
    private readonly RuleSet _none;
    private readonly ISystemDirectory _register;
    private DetectionStage _stage;

    public Ear(ISystemDirectory register, PresenceTracker tracker)
    {
        Directory.CreateDirectory(_folder.File("rules"));
        _none = RuleSetLoader.Load([_folder.File("rules")], LogSourceBindings.None);
        _register = register;
        _stage = Stage(tracker);
    }

    /// <summary>The number of the next event.</summary>
    public long Next { get; set; }

    /// <summary>The process starts again: another tracker hears.</summary>
    public void Restart(PresenceTracker tracker) => _stage = Stage(tracker);

    public void Hear(long at, string? host = null, string? address = null, string source = "src", string? system = null, string realm = OperationsWorld.Realm, string? peer = null, int times = 1)
    {
        var batch = new LogEvent[times];
        for (var i = 0; i < times; i++)
        {
            var fields = new FieldSetBuilder();
            if (host is not null)
                fields.Add("host.name", host, naming: FieldNaming.Ecs);
            if (address is not null)
                fields.Add("host.ip", address, naming: FieldNaming.Ecs);
            batch[i] = new LogEvent
            {
                Id = new EventId(0, Next++),
                Time = at,
                ReceivedAt = at,
                SourceId = source,
                SourceSystem = system,
                Realm = realm,
                Peer = peer,
                Raw = Encoding.UTF8.GetBytes("raw"),
                Fields = fields.Build(),
            };
        }

        _stage.Process(batch, at);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _folder.Dispose();
    }

    private DetectionStage Stage(PresenceTracker tracker) => new(_none, _register, new DetectionOptions(), _metrics, tracker);
}
