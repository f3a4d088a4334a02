namespace HaiPhongSoc.Sigma.Strings;

/// <summary>
/// A <see cref="SigmaString"/> held against whole values. Comparison is ordinal over UTF-16, without case unless cased; <c>?</c> takes one character, a surrogate
/// pair counted as one. The common shapes (equal, starts, ends, contains) are told apart once; the rest walks the parts with one point of return per run, so its
/// time is at most pattern × value.
/// </summary>
internal sealed class StringPattern
{
    private readonly StringComparison _comparison;
    private readonly bool _cased;
    private readonly Shape _shape;
    private readonly string _literal = "";
    private readonly Step[] _steps = [];

    public StringPattern(SigmaString text, bool cased)
    {
        _cased = cased;
        _comparison = cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var parts = text.Parts;
        (_shape, _literal) = parts switch
        {
            [] => (Shape.Equal, ""),
            [{ Kind: SigmaString.PartKind.AnyRun }] => (Shape.Anything, ""),
            [{ Kind: SigmaString.PartKind.Literal } only] => (Shape.Equal, only.Text),
            [{ Kind: SigmaString.PartKind.Literal } start, { Kind: SigmaString.PartKind.AnyRun }] => (Shape.Starts, start.Text),
            [{ Kind: SigmaString.PartKind.AnyRun }, { Kind: SigmaString.PartKind.Literal } end] => (Shape.Ends, end.Text),
            [{ Kind: SigmaString.PartKind.AnyRun }, { Kind: SigmaString.PartKind.Literal } middle, { Kind: SigmaString.PartKind.AnyRun }] => (Shape.Contains, middle.Text),
            _ => (Shape.General, ""),
        };
        if (_shape == Shape.General)
            _steps = Steps(parts, cased);
    }

    private enum Shape
    {
        Anything,
        Equal,
        Starts,
        Ends,
        Contains,
        General,
    }

    private enum StepKind
    {
        Char,
        AnyOne,
        AnyDash,
        AnyRun,
    }

    public bool Matches(string value) => _shape switch
    {
        Shape.Anything => true,
        Shape.Equal => string.Equals(value, _literal, _comparison),
        Shape.Starts => value.StartsWith(_literal, _comparison),
        Shape.Ends => value.EndsWith(_literal, _comparison),
        Shape.Contains => value.Contains(_literal, _comparison),
        _ => Walk(value),
    };

    private static Step[] Steps(ReadOnlySpan<SigmaString.Part> parts, bool cased)
    {
        var steps = new List<Step>();
        foreach (var part in parts)
        {
            switch (part.Kind)
            {
                case SigmaString.PartKind.AnyRun:
                    steps.Add(new Step(StepKind.AnyRun, default));
                    break;
                case SigmaString.PartKind.AnyOne:
                    steps.Add(new Step(StepKind.AnyOne, default));
                    break;
                case SigmaString.PartKind.AnyDash:
                    steps.Add(new Step(StepKind.AnyDash, default));
                    break;
                default:
                    foreach (var c in part.Text)
                        steps.Add(new Step(StepKind.Char, cased ? c : Fold(c)));
                    break;
            }
        }

        return [.. steps];
    }

    private bool Walk(string value)
    {
        var (step, at) = (0, 0);
        var (runStep, runAt) = (-1, 0);
        while (at < value.Length)
        {
            if (step < _steps.Length && _steps[step].Kind == StepKind.AnyRun)
            {
                (runStep, runAt) = (step++, at);
            }
            else if (step < _steps.Length && Takes(_steps[step], value, at, out var taken))
            {
                step++;
                at += taken;
            }
            else if (runStep >= 0)
            {
                step = runStep + 1;
                at = ++runAt;
            }
            else
            {
                return false;
            }
        }

        while (step < _steps.Length && _steps[step].Kind == StepKind.AnyRun)
            step++;
        return step == _steps.Length;
    }

    private bool Takes(in Step step, string value, int at, out int taken)
    {
        taken = 1;
        switch (step.Kind)
        {
            case StepKind.AnyOne:
                if (char.IsHighSurrogate(value[at]) && at + 1 < value.Length && char.IsLowSurrogate(value[at + 1]))
                    taken = 2;
                return true;
            case StepKind.AnyDash:
                return value[at] is '-' or '/' or '\u2013' or '\u2014' or '\u2015';
            default:
                return (_cased ? value[at] : Fold(value[at])) == step.Char;
        }
    }

    // The same folding as OrdinalIgnoreCase does for single UTF-16 units.
    private static char Fold(char c) => char.ToUpperInvariant(c);

    private readonly record struct Step(StepKind Kind, char Char);
}
