using HaiPhongSoc.Detection.Cases;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Parsing;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Rules.Tests.Cases;

/// <summary>Makes events of raw records by the shipped source definitions, as the corridor does.</summary>
internal sealed class EventReader
{
    /// <summary>The realm of every record in the cases.</summary>
    public const string Realm = "ttthdl";

    private static readonly Lazy<SourceCatalogue> Shipped = new(() => SourceCatalogue.Load(RepositoryRoot.Of("rules", "sources")));

    private readonly RecordParser _parser = new(Shipped.Value);
    private long _offset;

    public static SourceCatalogue Catalogue => Shipped.Value;

    public LogEvent Read(RawRecord record)
    {
        var source = new SourceOptions { Id = record.Definition, Realm = Realm, System = "dvc", Definition = record.Definition };
        var spooled = new SpooledRecord(
            new EventId(0, _offset++), UtcMicroseconds.From(record.At), source.Id, Realm, EventTransport.SyslogTcp, "127.0.0.1",
            Encoding.UTF8.GetBytes(record.Text), FaultCode: null);
        return _parser.Parse(spooled, source);
    }
}
