using HaiPhongSoc.Sigma.Matching;

namespace HaiPhongSoc.Sigma.Compiled;

/// <summary>A <see cref="ValueTest"/> over the numbered fields of a reader: the same answer, without making texts or lists.</summary>
internal abstract class CompiledTest
{
    /// <summary>In units of one comparison.</summary>
    public virtual int Cost => 1;

    public abstract bool Holds(CompiledMatcher matcher, int field);

    public static CompiledTest Of(ValueTest test, Func<string?, int> field) => test switch
    {
        NumberTest number => new OfNumber(number),
        RegexTest regex => new OfRegex(regex),
        SingleValueTest single => new OfValue(single),
        NullTest => new OfNull(),
        ExistsTest exists => new OfPresence(exists.Wanted),
        FieldRefTest reference => new OfOtherField(reference, field(reference.Other)),
        AnyOfTest any => new OfVariants([.. any.Variants.Select(variant => Of(variant, field))]),
        _ => throw new ArgumentOutOfRangeException(nameof(test), test.GetType().Name, "no compiled twin"),
    };

    private sealed class OfValue(SingleValueTest test) : CompiledTest
    {
        public override bool Holds(CompiledMatcher matcher, int field)
        {
            for (var value = matcher.Reader.First(field); value >= 0; value = matcher.Reader.Next(field, value))
            {
                if (test.Holds(matcher.Chars(value), matcher.Reader.Kind(value)))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Two whole numbers as usually written are equal only where their digits are.</summary>
    private sealed class OfNumber(NumberTest test) : CompiledTest
    {
        private readonly bool _isPlain = Numbers.IsPlain(test.Text);

        public override bool Holds(CompiledMatcher matcher, int field)
        {
            for (var value = matcher.Reader.First(field); value >= 0; value = matcher.Reader.Next(field, value))
            {
                var text = matcher.Chars(value);
                if (_isPlain && Numbers.IsPlain(text) ? text.SequenceEqual(test.Text) : test.Holds(text, matcher.Reader.Kind(value)))
                    return true;
            }

            return false;
        }
    }

    /// <summary>The automaton is asked only of a value that holds the literal without which the pattern cannot match.</summary>
    private sealed class OfRegex(RegexTest test) : CompiledTest
    {
        private readonly string _literal = RegexLiteral.In(test.Pattern, test.Options);

        public override int Cost => _literal.Length > 0 ? 5 : 50;

        public override bool Holds(CompiledMatcher matcher, int field)
        {
            for (var value = matcher.Reader.First(field); value >= 0; value = matcher.Reader.Next(field, value))
            {
                var text = matcher.Chars(value);
                if (_literal.Length > 0 && !RegexLiteral.MayHold(text, _literal))
                    continue;
                if (test.Holds(text, matcher.Reader.Kind(value)))
                    return true;
            }

            return false;
        }
    }

    private sealed class OfNull : CompiledTest
    {
        public override bool Holds(CompiledMatcher matcher, int field)
        {
            var value = matcher.Reader.First(field);
            if (value < 0)
                return true;
            for (; value >= 0; value = matcher.Reader.Next(field, value))
            {
                if (matcher.Reader.Kind(value) == SigmaValueKind.Null)
                    return true;
            }

            return false;
        }
    }

    private sealed class OfPresence(bool wanted) : CompiledTest
    {
        public override bool Holds(CompiledMatcher matcher, int field) => matcher.Reader.First(field) >= 0 == wanted;
    }

    private sealed class OfOtherField(FieldRefTest test, int other) : CompiledTest
    {
        public override int Cost => 2;

        public override bool Holds(CompiledMatcher matcher, int field)
        {
            for (var value = matcher.Reader.First(field); value >= 0; value = matcher.Reader.Next(field, value))
            {
                if (matcher.Reader.Kind(value) != SigmaValueKind.Null && IsMet(matcher, value))
                    return true;
            }

            return false;
        }

        private bool IsMet(CompiledMatcher matcher, int value)
        {
            for (var against = matcher.Reader.First(other); against >= 0; against = matcher.Reader.Next(other, against))
            {
                if (matcher.Reader.Kind(against) != SigmaValueKind.Null && test.Compares(matcher.Chars(value), matcher.Chars(against)))
                    return true;
            }

            return false;
        }
    }

    private sealed class OfVariants(CompiledTest[] variants) : CompiledTest
    {
        public override int Cost => variants.Sum(variant => variant.Cost);

        public override bool Holds(CompiledMatcher matcher, int field)
        {
            foreach (var variant in variants)
            {
                if (variant.Holds(matcher, field))
                    return true;
            }

            return false;
        }
    }
}
