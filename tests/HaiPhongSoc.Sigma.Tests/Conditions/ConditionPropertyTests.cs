using CsCheck;
using HaiPhongSoc.Sigma.Conditions;

namespace HaiPhongSoc.Sigma.Tests.Conditions;

/// <summary>Conditions printed from random trees and read back mean the same.</summary>
public sealed class ConditionPropertyTests
{
    private static readonly string[] Names = ["a", "b_1", "b_2", "c-x", "_d"];

    [Fact]
    public void Printed_tree_is_read_as_what_it_means() =>
        Gen.Select(Trees(4), Gen.Bool.Array[Names.Length], Gen.Bool).Sample(
            (tree, truth, brackets) =>
            {
                var text = Print(tree, brackets ? int.MaxValue : 0);
                var read = ConditionParser.Parse(text, Names, out var fault);
                fault.ShouldBeNull(text);
                bool Truth(string name) => truth[Array.IndexOf(Names, name)];
                return Holds(read!, Truth) == Holds(tree, Truth);
            },
            iter: 20_000);

    [Fact]
    public void Quantifiers_mean_all_and_any_of_the_names_that_fit() =>
        Gen.Select(Pick.From("1", "any", "all"), Pick.From("them", "b_*", "*_1", "*", "_*", "a", "*x", "c*"), Gen.Bool.Array[Names.Length]).Sample(
            (quantifier, pattern, truth) =>
            {
                var fitting = Names.Where(name => pattern switch
                {
                    "them" or "*" => name[0] != '_',
                    "b_*" => name.StartsWith("b_", StringComparison.Ordinal),
                    "*_1" => name == "b_1",
                    "_*" => name == "_d",
                    "a" => name == "a",
                    _ => name == "c-x",
                }).Select(name => truth[Array.IndexOf(Names, name)]);
                var expected = quantifier == "all" ? fitting.All(holds => holds) : fitting.Any(holds => holds);
                return Holds(ConditionParser.Parse($"{quantifier} of {pattern}", Names, out _)!, name => truth[Array.IndexOf(Names, name)]) == expected;
            },
            iter: 5_000);

    [Fact]
    public void Random_words_are_read_or_refused_with_a_place_inside()
    {
        Pick.From([.. Names, "and", "or", "not", "of", "1", "all", "any", "them", "b_*", "(", ")", "|", "NOT", " ", "2", "é", "*"]).Array[0, 12].Select(words => string.Join(' ', words))
            .Sample(
                text =>
                {
                    var read = ConditionParser.Parse(text, Names, out var fault);
                    (read is null).ShouldBe(fault is not null);
                    return fault is null || (fault.Offset >= 0 && fault.Offset <= text.Length);
                },
                iter: 20_000);
    }

    private static Gen<Condition> Trees(int depth)
    {
        var leaf = Pick.From(Names).Select(name => (Condition)new Condition.Named(name));
        if (depth == 0)
            return leaf;
        var inner = Trees(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(operand => (Condition)new Condition.Not(operand)),
            inner.Array[1, 3].Select(operands => (Condition)new Condition.And(operands)),
            inner.Array[1, 3].Select(operands => (Condition)new Condition.Or(operands)));
    }

    // Brackets only where the grammar needs them, or around everything.
    private static string Print(Condition condition, int above)
    {
        var (own, text) = condition switch
        {
            Condition.Named named => (3, named.Detection),
            Condition.Not not => (2, "not " + Print(not.Operand, Inner(above, 2))),
            Condition.And and => (1, string.Join(" and ", and.Operands.Select(operand => Print(operand, Inner(above, 1))))),
            Condition.Or or => (0, string.Join(" or ", or.Operands.Select(operand => Print(operand, Inner(above, 0))))),
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };
        return own < above ? $"({text})" : text;
    }

    private static int Inner(int above, int own) => above == int.MaxValue ? above : own;

    private static bool Holds(Condition condition, Func<string, bool> truth) => condition switch
    {
        Condition.Named named => truth(named.Detection),
        Condition.Not not => !Holds(not.Operand, truth),
        Condition.And and => and.Operands.All(operand => Holds(operand, truth)),
        Condition.Or or => or.Operands.Any(operand => Holds(operand, truth)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };
}
