using HaiPhongSoc.Operations.Register.Records;

namespace HaiPhongSoc.Web.Register.Records;

/// <summary>One row of a section while it is filled.</summary>
internal sealed class RecordRowDraft
{
    private readonly RecordRow _row = [];

    public RecordRowDraft()
    {
    }

    public RecordRowDraft(RecordRow kept)
    {
        foreach (var (field, values) in kept)
            _row[field] = values;
    }

    public IReadOnlyList<string> Values(string field) => _row.TryGetValue(field, out var values) ? values : [];

    public void Put(string field, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            _row.Remove(field);
        else
            _row[field] = values;
    }

    public RecordRow ToRow()
    {
        var row = new RecordRow();
        foreach (var (field, values) in _row)
            row[field] = values;
        return row;
    }
}
