using System.Buffers;
using HaiPhongSoc.Operations.Documents;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>
/// How people shorten names of units: «TT CNTT-TT» for «Trung tâm Công nghệ thông tin và Truyền thông thành phố». A word of the short name is a word of
/// the full one, or the initials of several; «và» and «của» may be left out, and so may what begins with «thành phố» at the end. Pure.
/// </summary>
internal static class ShortNames
{
    private const int LeastLetters = 3;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Also where both are the same but for case, diacritics and punctuation.</summary>
    public static bool IsFor(string shortName, string name)
    {
        var (words, full) = (Words(shortName), Words(name));
        return words.Sum(w => w.Length) >= LeastLetters && Fits(words, 0, full, 0, []);
    }

    // Either way: which of the two is the short one is not known.
    public static bool Match(string one, string other) => IsFor(one, other) || IsFor(other, one);

    // Each pair of places is tried once, whatever people write.
    private static bool Fits(List<string> words, int at, List<string> name, int from, HashSet<(int At, int From)> tried)
    {
        if (at == words.Count)
            return IsLeftOut(name, from);
        if (from == name.Count || !tried.Add((at, from)))
            return false;
        return (words[at] == name[from] && Fits(words, at + 1, name, from + 1, tried))
            || (IsJoint(name[from]) && Fits(words, at, name, from + 1, tried))
            || (Initials(words[at], name, from) is { } next && Fits(words, at + 1, name, next, tried));
    }

    // Where the words whose initials these are end; null where they are not. One letter is nobody's initials.
    private static int? Initials(string word, List<string> name, int from)
    {
        if (word.Length < 2)
            return null;
        var letter = 0;
        for (; from < name.Count && letter < word.Length; from++)
        {
            if (name[from][0] == word[letter])
                letter++;
            else if (!IsJoint(name[from]))
                return null;
        }

        return letter == word.Length ? from : null;
    }

    // The end that begins with «thành phố», or the name of the city after it.
    private static bool IsLeftOut(List<string> name, int from) => from == name.Count || IsCity(name, from) || IsCity(name, from - 2);

    private static bool IsCity(List<string> name, int at) => at >= 0 && at + 1 < name.Count && name[at] == "thanh" && name[at + 1] == "pho";

    private static bool IsJoint(string word) => word is "va" or "cua";

    private static List<string> Words(string text)
    {
        var folded = FoldedText.Of(text);
        var words = new List<string>();
        for (var from = 0; from < folded.Length;)
        {
            var length = folded.AsSpan(from).IndexOfAnyExcept(Letters) is >= 0 and var end ? end : folded.Length - from;
            if (length > 0)
                words.Add(folded.Substring(from, length));
            from += length + 1;
        }

        return words;
    }
}
