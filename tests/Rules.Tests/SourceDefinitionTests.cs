using System.Globalization;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Parsing;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Testing;
using YamlDotNet.RepresentationModel;

namespace Rules.Tests;

/// <summary>Every source definition loads, has tests beside it, and reads their records as they say.</summary>
public sealed class SourceDefinitionTests
{
    private static readonly string Folder = RepositoryRoot.Of("rules", "sources");
    private static readonly SourceCatalogue Catalogue = SourceCatalogue.Load(Folder);

    [Fact]
    public void Every_definition_loads() => Catalogue.Problems.ShouldBeEmpty();

    [Fact]
    public void Every_definition_has_tests_beside_it()
    {
        foreach (var definition in Catalogue.Definitions)
            File.Exists(Path.Combine(Folder, definition.Id + ".test.yml")).ShouldBeTrue($"{definition.Id} lacks a .test.yml");
    }

    public static TheoryData<string, int, string> Cases()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.test.yml").Order(StringComparer.Ordinal))
        {
            var tests = (YamlSequenceNode)Root(file)["tests"];
            for (var i = 0; i < tests.Children.Count; i++)
                cases.Add(Path.GetFileName(file), i, Text(tests[i], "name")!);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_record_reads_as_its_test_says(string file, int index, string name)
    {
        name.ShouldNotBeNullOrWhiteSpace();
        var root = Root(Path.Combine(Folder, file));
        var test = (YamlMappingNode)root["tests"][index];
        foreach (var key in test.Children.Keys)
            ((YamlScalarNode)key).Value.ShouldBeOneOf("name", "received", "record", "definition", "time", "fault", "logsource", "fields", "absent");

        var read = Parse(test, Text(test, "received") ?? Text(root, "received")!);

        read.Fields.Text(EcsFields.EventDataset).ShouldBe(file[..^".test.yml".Length]);
        (read.Fault?.Code).ShouldBe(Text(test, "fault"));
        if (Text(test, "time") is { } time)
            UtcMicroseconds.ToDateTimeOffset(read.Time).ShouldBe(Instant(time));
        if (test.Children.TryGetValue("logsource", out var logSource))
            read.LogSource.ShouldBe(new EventLogSource(Text(logSource, "product"), Text(logSource, "category"), Text(logSource, "service")));
        CheckFields(test, read);
    }

    private static LogEvent Parse(YamlMappingNode test, string received)
    {
        var raw = Encoding.UTF8.GetBytes(Text(test, "record")!);
        var record = new SpooledRecord(new EventId(0, 7), UtcMicroseconds.From(Instant(received)), "s", "r", EventTransport.SyslogTcp, "10.0.0.9", raw, null);
        var source = new SourceOptions { Id = "s", Realm = "r", System = "sys", Definition = Text(test, "definition") ?? "auto" };
        var read = new RecordParser(Catalogue).Parse(record, source);
        read.Raw.ToArray().ShouldBe(raw);
        read.SourceSystem.ShouldBe("sys");
        return read;
    }

    private static void CheckFields(YamlMappingNode test, LogEvent read)
    {
        if (test.Children.TryGetValue("fields", out var fields))
        {
            foreach (var (key, expected) in ((YamlMappingNode)fields).Children)
            {
                var name = ((YamlScalarNode)key).Value!;
                var wanted = expected is YamlSequenceNode list ? list.Select(v => ((YamlScalarNode)v).Value!) : [((YamlScalarNode)expected).Value!];
                var found = Values(read, name);
                if (expected is YamlSequenceNode)
                    found.ShouldBe(wanted, $"field {name}");
                else
                    found.FirstOrDefault().ShouldBe(wanted.Single(), $"field {name}");
            }
        }

        if (test.Children.TryGetValue("absent", out var absent))
        {
            foreach (var name in ((YamlSequenceNode)absent).Select(n => ((YamlScalarNode)n).Value!))
                Values(read, name).ShouldBeEmpty($"field {name}");
        }
    }

    private static List<string> Values(LogEvent read, string name)
    {
        var values = new List<string>();
        for (var i = 0; i < read.Fields.Count; i++)
        {
            if (read.Fields[i].NameText == name)
                values.Add(read.Fields[i].ValueText);
        }

        return values;
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static YamlMappingNode Root(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(file)));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static string? Text(YamlNode node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;
}
