using System.IO.Compression;
using System.Text;
using CsCheck;
using HaiPhongSoc.Intake.Files;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Intake.Tests.Files;

public sealed class LogFileReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<FileProblem> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_are_records_and_blank_ones_do_not_count()
    {
        var records = Read("a.log", "first\r\n\n  \nsecond\nthird");

        records.Select(Text).ShouldBe(["first", "second", "third"]);
        records.Select(r => r.Index).ShouldBe([0, 1, 2]);
        records.Select(r => r.Position).ShouldBe([0, 11, 18]);
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void Ndjson_is_one_object_a_line_and_broken_lines_come_out_too()
    {
        var records = Read("a.json", "{\"a\":1}\n{\"b\":\n{\"c\":\"}{\"}{\"d\":4}\nno json\n");

        records.Select(Text).ShouldBe(["{\"a\":1}", "{\"b\":", "{\"c\":\"}{\"}", "{\"d\":4}", "no json"]);
    }

    [Fact]
    public void Pretty_printed_objects_follow_one_another()
    {
        var records = Read("a.json", "{\n  \"a\": {\n    \"x\": \"} \\\" {\"\n  }\n}\n{\n  \"b\": [\n{\n}\n  ]\n}{\n}");

        records.Count.ShouldBe(3);
        Text(records[0]).ShouldStartWith("{\n  \"a\"");
        Text(records[1]).ShouldContain("\"b\"");
        Text(records[2]).ShouldBe("{\n}");
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_broken_object_does_not_swallow_the_next_one()
    {
        var records = Read("a.json", "{\n  \"a\": 1,\n{\n  \"b\": 2\n}\n{\n  \"c\": \"open\n}\n{\n  \"d\": 4\n}\n");

        records.Select(r => (Text(r).Contains("\"d\"", StringComparison.Ordinal), r.FaultCode)).ShouldBe(
            [(false, "json-broken"), (false, null), (false, "json-broken"), (true, null)]);
        _problems.Select(p => p.Code).ShouldBe(["json-broken", "json-broken"]);
        _problems[0].Position.ShouldBe(12);
        _problems[1].Position.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("[{\"a\":1},{\"b\":2}]", 2, 0)]
    [InlineData("[\n  {\"a\":1},\n  {\"b\":[{\"c\":1}]}\n]\n", 2, 0)]
    [InlineData("[]", 0, 0)]
    [InlineData("[{\"a\":1},", 1, 1)]
    [InlineData("[{\"a\":1}, 7\n, {\"b\":2}]", 3, 1)]
    public void An_array_gives_its_elements(string text, int records, int problems)
    {
        Read("a.json", text).Count.ShouldBe(records);
        _problems.Count.ShouldBe(problems);
    }

    [Fact]
    public void Lines_that_begin_with_a_bracket_are_lines() =>
        Read("error.log", "[Tue Nov 24 10:00:00 2026] [error] a\n[Tue Nov 24 10:00:01 2026] [error] b\n").Count.ShouldBe(2);

    [Fact]
    public void Gzip_and_zip_are_unpacked_and_members_named()
    {
        using (var gzip = new GZipStream(File.Create(_folder.File("a.log.gz")), CompressionLevel.Fastest))
            gzip.Write("one\ntwo\n"u8);
        using (var zip = ZipFile.Open(_folder.File("b.zip"), ZipArchiveMode.Create))
        {
            WriteMember(zip, "x/one.json", "{\"a\":1}\n"u8.ToArray());
            WriteMember(zip, "two.log.gz", File.ReadAllBytes(_folder.File("a.log.gz")));
            WriteMember(zip, "read.me.md", "no log"u8.ToArray());
        }

        var records = ReadFolder();

        records.Select(r => $"{Path.GetFileName(r.File)} {r.Index} {Text(r)}").ShouldBe(
            ["a.log.gz 0 one", "a.log.gz 1 two", "one.json 0 {\"a\":1}", "b.zip!two.log.gz 0 one", "b.zip!two.log.gz 1 two"]);
        records[2].File.ShouldEndWith("b.zip!x/one.json");
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_no_log_is_left_out_with_a_notice()
    {
        File.WriteAllBytes(_folder.File("a.evtx"), "ElfFile\0"u8.ToArray());
        File.WriteAllBytes(_folder.File("b.bin"), [1, 0, 2]);
        File.WriteAllBytes(_folder.File("c"), "ElfFile\0\0\0"u8.ToArray());
        File.WriteAllText(_folder.File("info.yml"), "a: 1");
        File.WriteAllText(_folder.File("z.log"), "line");

        ReadFolder().Select(Text).ShouldBe(["line"]);
        _problems.ShouldAllBe(p => p.Kind == FileProblemKind.Notice);
        _problems.Count.ShouldBe(4);
    }

    [Fact]
    public void Utf16_with_a_mark_is_read()
    {
        File.WriteAllText(_folder.File("a.json"), "{\"a\":\"ờ\"}\n", Encoding.Unicode);

        ReadFolder().Select(Text).ShouldBe(["{\"a\":\"ờ\"}"]);
    }

    [Fact]
    public void A_record_without_an_end_is_cut_and_the_file_goes_on()
    {
        var options = new LogFileOptions { MaxRecordBytes = 100_000 };
        var records = Read("a.log", new string('x', 300_000) + "\nnext\n", options);

        records.Select(r => (r.Payload.Length, r.FaultCode)).ShouldBe([(100_000, "record-too-long"), (4, null)]);
        _problems.Single().Code.ShouldBe("record-too-long");
    }

    [Fact]
    public void A_bomb_is_stopped_with_what_came_before_it_kept()
    {
        var options = new LogFileOptions { RatioFromBytes = 1_000_000, MaxExpansionRatio = 100 };
        using (var gzip = new GZipStream(File.Create(_folder.File("bomb.gz")), CompressionLevel.Optimal))
        {
            var line = new byte[1_000];
            line.AsSpan().Fill((byte)'a');
            line[^1] = (byte)'\n';
            for (var i = 0; i < 50_000; i++)
                gzip.Write(line);
        }

        var records = ReadFolder(options);

        records.Count.ShouldBeInRange(900, 20_000);
        _problems.Single().Code.ShouldBe("not-unpackable");
    }

    [Fact]
    public void Damaged_archives_are_problems_not_exceptions()
    {
        File.WriteAllBytes(_folder.File("a.gz"), [0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        File.WriteAllBytes(_folder.File("b.zip"), "PK\u0003\u0004nonsense"u8.ToArray());

        ReadFolder().ShouldBeEmpty();
        _problems.Select(p => (Path.GetFileName(p.File), p.Kind)).ShouldBe([("a.gz", FileProblemKind.BadInput), ("b.zip", FileProblemKind.BadInput)]);
    }

    [Fact]
    public void A_path_that_does_not_exist_is_bad_input()
    {
        new LogFileReader(new LogFileOptions(), _problems.Add).Files(_folder.File("nowhere")).ShouldBeEmpty();

        _problems.Single().Kind.ShouldBe(FileProblemKind.BadInput);
    }

    [Fact]
    public void Random_bytes_never_throw_and_lines_lose_nothing()
    {
        Gen.OneOf(Gen.Byte, Gen.OneOf("{}[]\",:\n\\ "u8.ToArray())).Array[0, 400].Sample(bytes =>
        {
            var found = new List<FileProblem>();
            var splitter = new RecordSplitter("f", new MemoryStream(bytes), new LogFileOptions(), found.Add);
            long last = -1;
            foreach (var record in splitter.Split())
            {
                record.Position.ShouldBeGreaterThan(last);
                bytes.AsSpan((int)record.Position, record.Payload.Length).SequenceEqual(record.Payload.Span).ShouldBeTrue();
                last = record.Position;
            }
        }, iter: 20_000);
    }

    private List<FileRecord> Read(string name, string text, LogFileOptions? options = null)
    {
        File.WriteAllText(_folder.File(name), text);
        return ReadFolder(options);
    }

    private List<FileRecord> ReadFolder(LogFileOptions? options = null)
    {
        var reader = new LogFileReader(options ?? new LogFileOptions(), _problems.Add);
        return [.. reader.Files(_folder.Path).SelectMany(reader.Read)];
    }

    private static string Text(FileRecord record) => Encoding.UTF8.GetString(record.Payload.Span);

    private static void WriteMember(ZipArchive zip, string name, byte[] bytes)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(bytes);
    }
}
