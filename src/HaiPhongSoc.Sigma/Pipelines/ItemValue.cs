using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Modifiers;

namespace HaiPhongSoc.Sigma.Pipelines;

/// <summary>One value of a detection item after its modifiers.</summary>
/// <param name="Operand">What the modifiers made of it.</param>
/// <param name="Written">As evidence shows it.</param>
/// <param name="Test">What <paramref name="Operand"/> became.</param>
internal sealed record ItemValue(Operand Operand, string Written, ValueTest Test)
{
    /// <summary>With another operand; evidence shows both what is looked for and what was written.</summary>
    public ItemValue With(Operand operand, string shown, bool isKeyword)
    {
        var from = Written.IndexOf(Origin, StringComparison.Ordinal);
        var written = $"'{shown}'{Origin}{(from < 0 ? Written : Written[(from + Origin.Length)..])}";
        return new ItemValue(operand, written, OperandTests.ToTest(operand, written, isKeyword));
    }

    private const string Origin = " by pipeline from ";
}
