using HaiPhongSoc.Detection.Cases;
using HaiPhongSoc.Events;
using HaiPhongSoc.Rules.Tests.Rules;

namespace HaiPhongSoc.Rules.Tests.Cases;

public sealed class RecordsOfCasesTests
{
    public static IEnumerable<TheoryDataRow<string>> Files => RuleFiles.Theory(RuleFiles.All);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_record_is_one_that_its_source_reads_without_a_fault(string path)
    {
        var reader = new EventReader();
        foreach (var @case in RuleTestFile.Read(RuleFiles.Full(RuleFiles.TestOf(path))))
        {
            foreach (var record in @case.Records.Concat(Timeline.Expand(@case.Sequence)))
            {
                EventReader.Catalogue.Find(record.Definition).ShouldNotBeNull($"{@case.Name}: no source definition {record.Definition}");
                var read = reader.Read(record);
                read.Fault.ShouldBeNull($"{@case.Name}: {read.Fault?.Code} {read.Fault?.Message} in {record.Text}");
                if (@case.Sequence.Count > 0)
                    UtcMicroseconds.ToDateTimeOffset(read.Time).ShouldBe(record.At, TimeSpan.FromSeconds(1), $"{@case.Name}: the record's own time");
            }
        }
    }
}
