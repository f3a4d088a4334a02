namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>One line of a detection over numbered fields.</summary>
internal sealed class CompiledItem
{
    private readonly CompiledTest[] _tests;

    public CompiledItem(DetectionItem item, Func<string?, int> field)
    {
        Item = item;
        Field = field(item.Field);
        _tests = [.. item.Folded.Select(test => CompiledTest.Of(test, field)).OrderBy(test => test.Cost)];
        Cost = _tests.Sum(test => test.Cost) * (Field == CompiledRuleSet.AllValues ? 10 : 1);
    }

    public DetectionItem Item { get; }

    public int Field { get; }

    /// <summary>What holding it against an event takes, in units of one comparison.</summary>
    public int Cost { get; }

    public bool Holds(CompiledMatcher matcher)
    {
        var all = Item.RequiresAll;
        var holds = all;
        foreach (var test in _tests)
        {
            holds = test.Holds(matcher, Field);
            if (holds != all)
                break;
        }

        return holds != Item.Negated;
    }
}
