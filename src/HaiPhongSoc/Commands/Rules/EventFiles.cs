using System.Text;
using HaiPhongSoc.Detection.Cases;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Files;
using HaiPhongSoc.Intake.Parsing;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;

namespace HaiPhongSoc.Commands.Rules;

/// <summary>Events of files, pipes and test cases, read by the source definitions that come with soc.</summary>
internal sealed class EventFiles(TimeProvider clock)
{
    private const string Nowhere = "rules";

    private static readonly Lazy<SourceCatalogue> Shipped = new(() => SourceCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "rules", "sources")));

    private readonly RecordParser _parser = new(Shipped.Value);
    private long _offset;

    public static bool HasDefinition(string id) => Shipped.Value.Find(id) is not null;

    /// <summary>Every record of files and folders; what cannot be read goes to <paramref name="errors"/>.</summary>
    public IEnumerable<(FileRecord Record, LogEvent Event)> Read(IEnumerable<string> paths, TextWriter errors)
    {
        var reader = new LogFileReader(new LogFileOptions(), problem =>
        {
            if (problem.Kind != FileProblemKind.Notice)
                errors.WriteLine(Output.Clean(problem.ToString(), 1_000));
        });
        return paths.SelectMany(reader.Files).SelectMany(reader.Read).Select(record => (record, Parse(record)));
    }

    /// <summary>A record of a test case: its definition is named.</summary>
    public LogEvent Read(RawRecord record)
    {
        var source = new SourceOptions { Id = record.Definition, Realm = Nowhere, System = Nowhere, Definition = record.Definition };
        var spooled = new SpooledRecord(
            new Events.EventId(0, _offset++), UtcMicroseconds.From(record.At), source.Id, Nowhere, EventTransport.SyslogTcp, "127.0.0.1", Encoding.UTF8.GetBytes(record.Text), FaultCode: null);
        return _parser.Parse(spooled, source);
    }

    private LogEvent Parse(FileRecord record) => _parser.Parse(
        new SpooledRecord(new Events.EventId(0, _offset++), UtcMicroseconds.Now(clock), Nowhere, Nowhere, EventTransport.File, null, record.Payload, record.FaultCode));
}
