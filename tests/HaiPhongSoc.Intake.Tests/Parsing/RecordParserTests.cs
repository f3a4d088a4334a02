using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Parsing;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Intake.Tests.Parsing;

public sealed class RecordParserTests
{
    private static readonly SourceCatalogue Catalogue = SourceCatalogue.Load(RepositoryRoot.Of("rules", "sources"));
    private static readonly long Received = UtcMicroseconds.From(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));

    private readonly RecordParser _parser = new(Catalogue);

    [Fact]
    public void Random_bytes_become_an_event_with_those_bytes() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.OneOf("auto", "linux-auth", "web-combined", "windows-json", "json", "cef", "nowhere")).Sample(
            (bytes, definition) => Check(bytes, definition), iter: 20_000, threads: 1);

    [Fact]
    public void Things_that_look_like_records_become_events_too() =>
        Gen.Select(
            Gen.OneOf(
                "<38>Nov 24 10:00:05 h sshd[1]: Failed password for ", "<38>1 2026-11-24T10:02:00Z h sshd 1 - [a b=\"", "CEF:0|a|b|c|d|e|f|x=", "<30>Nov 24 10:00:05 h CEF:0|a\\|b|c", "{\"EventID\":1,\"Channel\":\"",
                "1.2.3.4 - - [24/Nov/2026:10:03:00 +0700] \"GET ", "{\"a\":{\"b\":[", "{\"a\":\"\\u", "{\"\\ud800\":\"\\udfff\\ud83d\\ude00"),
            Gen.OneOf(Gen.Byte, Gen.OneOf("\"{}[]:,\\ud83\\n ;=/?<>0123 from port ssh2"u8.ToArray())).Array[0, 120])
            .Sample((start, rest) => Check([.. Encoding.UTF8.GetBytes(start), .. rest], "auto"), iter: 20_000, threads: 1);

    [Fact]
    public void A_flat_object_comes_back_as_it_was() =>
        Gen.Dictionary(Gen.String[1, 12].Where(IsWellFormed), Gen.String[0, 40].Where(IsWellFormed))[0, 20].Sample(
            fields =>
            {
                var read = Parse(JsonSerializer.SerializeToUtf8Bytes(fields), "json");

                read.Fault?.Code.ShouldBeOneOf("time-unreadable", "time-implausible");
                foreach (var (name, value) in fields)
                    read.Fields[read.Fields.IndexOf(Encoding.UTF8.GetBytes(name))].ValueText.ShouldBe(value);
            },
            iter: 5_000,
            threads: 1);

    [Fact]
    public void Nesting_ends_at_32_with_what_was_read_before()
    {
        var deep = "{\"first\":1,\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 41);
        var atBound = string.Concat(Enumerable.Repeat("{\"a\":", 32)) + "1" + new string('}', 32);

        var read = Parse(deep);
        read.Fault!.Code.ShouldBe("json-depth");
        read.Fields.Text("first").ShouldBe("1");
        Parse(atBound).Fault.ShouldBeNull();
    }

    [Fact]
    public void A_cef_record_of_labels_and_signs_alone_is_bounded()
    {
        const string Head = "CEF:0|v|p|1|2|n|3|";

        var many = Parse(Head + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"cs{i}=v cs{i}Label=l{i} ")));
        many.Fault!.Code.ShouldBe("too-many-fields");
        many.Fields.Count.ShouldBeLessThan(1_200);
        Parse(Head + new string('=', 100_000)).Fault!.Code.ShouldBe("cef-extension");
        Parse(Head + string.Concat(Enumerable.Repeat(" a", 50_000))).Fault!.Code.ShouldBe("cef-extension");
        Parse(Head + "a=" + new string('\\', 100_001)).Fields.Text("a")!.Length.ShouldBe(50_001);
        Parse("CEF:" + new string('|', 10)).Fields.IndexOf("cef.version"u8).ShouldBe(-1);
        Parse("CEF: the format that we use").Fields.IndexOf("cef.version"u8).ShouldBe(-1);
    }

    [Fact]
    public void A_hundred_thousand_brackets_are_one_fault()
    {
        Parse(new string('[', 100_000).Insert(0, "{\"a\":")).Fault!.Code.ShouldBe("json-depth");
        Parse(new string('{', 100_000)).Fault!.Code.ShouldBe("json-syntax");
    }

    [Fact]
    public void The_thousand_and_first_field_is_a_fault()
    {
        var read = Parse("{" + string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"f{i}\":{i}")) + "}");

        read.Fault!.Code.ShouldBe("too-many-fields");
        read.Fields.Text("f999").ShouldBe("999");
        read.Fields.IndexOf("f1000"u8).ShouldBe(-1);
    }

    [Fact]
    public void A_long_value_is_cut_at_a_character()
    {
        var read = Parse("{\"a\":\"" + string.Concat(Enumerable.Repeat("ờ", 40_000)) + "\",\"b\":1}");

        read.Fault!.Code.ShouldBe("value-too-long");
        read.Fields.Text("a")!.Distinct().ShouldBe(['ờ']);
        read.Fields.Text("b").ShouldBe("1");
        read.Raw.Length.ShouldBeGreaterThan(120_000);
    }

    [Fact]
    public void Broken_utf8_is_replaced_in_fields_and_kept_in_the_raw_bytes()
    {
        byte[] record = [.. "{\"a\":\"x"u8, 0xFF, 0xC3, .. "y\",\"b\":1}"u8];

        var read = Parse(record, "json");

        read.Fault!.Code.ShouldBe("broken-utf8");
        read.Fields.Text("a").ShouldBe("x\uFFFD\uFFFDy");
        read.Fields.Text("b").ShouldBe("1");
        read.Raw.ToArray().ShouldBe(record);
    }

    [Fact]
    public void A_fault_of_framing_stays_the_first()
    {
        var record = Record("{\"a\":"u8.ToArray()) with { FaultCode = "frame-too-long" };

        _parser.Parse(record).Fault!.Code.ShouldBe("frame-too-long");
    }

    [Fact]
    public void What_nobody_recognises_still_has_host_time_and_message()
    {
        var read = Parse("<13>Nov 24 09:59:00 sw-01 weird: link up");

        read.Fields.Text("host.name").ShouldBe("sw-01");
        read.Fields.Text("message").ShouldBe("link up");
        read.Fields.Text("event.dataset").ShouldBe("unknown");
        read.LogSource.ShouldBe(EventLogSource.Unknown);
        UtcMicroseconds.ToDateTimeOffset(read.Time).ToString("O", CultureInfo.InvariantCulture).ShouldBe("2026-11-24T02:59:00.0000000+00:00");
    }

    [Fact]
    public void An_unknown_definition_is_a_fault_and_the_record_is_read_by_itself()
    {
        var read = Parse("{\"a\":1}"u8.ToArray(), "nowhere");

        read.Fault!.Code.ShouldBe("no-definition");
        read.Fields.Text("a").ShouldBe("1");
    }

    [Fact]
    public void A_sender_cannot_grow_the_catalogue_of_fields()
    {
        Parse("{\"made_up_by_a_sender\":1,\"Event\":{\"EventData\":{\"made up too\":1},\"System\":{\"EventID\":1}}}");

        FieldCatalogue.Find("made_up_by_a_sender"u8).IsNone.ShouldBeTrue();
        FieldCatalogue.Find("madeuptoo"u8).IsNone.ShouldBeTrue();
    }

    [Fact]
    public void Long_hostile_lines_are_read_in_linear_time()
    {
        var line = "Nov 24 10:00:05 h sshd[1]: Failed password for " + string.Concat(Enumerable.Repeat(" from 1.1.1.1 port 22", 40_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Parse(line).Fields.Text("message").ShouldNotBeNull();

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private void Check(byte[] bytes, string definition)
    {
        var read = Parse(bytes, definition);

        read.Raw.ToArray().ShouldBe(bytes);
        read.Id.ShouldBe(new EventId(0, 7));
        read.Fields.IndexOf(EcsFields.Message).ShouldBeGreaterThanOrEqualTo(0);
        read.Fields.IndexOf(EcsFields.EventDataset).ShouldBeGreaterThanOrEqualTo(0);
        for (var i = 0; i < read.Fields.Count; i++)
        {
            System.Text.Unicode.Utf8.IsValid(read.Fields[i].Value).ShouldBeTrue();
            System.Text.Unicode.Utf8.IsValid(read.Fields[i].Name).ShouldBeTrue();
        }
    }

    private LogEvent Parse(string text) => Parse(Encoding.UTF8.GetBytes(text), "auto");

    private LogEvent Parse(byte[] bytes, string definition) =>
        _parser.Parse(Record(bytes), new SourceOptions { Id = "s", Realm = "r", System = "sys", Definition = definition });

    private static SpooledRecord Record(byte[] bytes) =>
        new(new EventId(0, 7), Received, "s", "r", EventTransport.SyslogTcp, "10.0.0.9", bytes, null);

    private static bool IsWellFormed(string text) => text.IsNormalized(NormalizationForm.FormC) || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
