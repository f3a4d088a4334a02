using HaiPhongSoc.Detection.Cases;
using HaiPhongSoc.Rules.Tests.Cases;

namespace HaiPhongSoc.Rules.Tests.Rules;

/// <summary>A record of a case, read once, with what the rule must say of it.</summary>
internal sealed record JudgedRecord(string Case, string Text, EventView Event, bool Matches)
{
    public static IReadOnlyList<JudgedRecord> Of(string rulePath)
    {
        var reader = new EventReader();
        return
        [
            .. from test in RuleTestFile.Read(RuleFiles.Full(RuleFiles.TestOf(rulePath)))
               from record in test.Records
               select new JudgedRecord(test.Name, record.Text, new EventView(reader.Read(record)), test.Matches),
        ];
    }
}
