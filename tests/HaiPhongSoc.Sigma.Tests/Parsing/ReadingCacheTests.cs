using System.Security.Cryptography;
using CsCheck;
using HaiPhongSoc.Testing;
using HaiPhongSoc.Testing.Fuzzing;

namespace HaiPhongSoc.Sigma.Tests.Parsing;

/// <summary>Rules read through a cache are the rules that stand in their texts, whatever the cache holds.</summary>
public sealed class ReadingCacheTests
{
    private static readonly string[] Texts =
    [
        .. SeedCorpus.Of("tests", "HaiPhongSoc.Sigma.Tests", "Hostile", "Seeds", "rules").Select(SeedCorpus.Text),
        .. Directory.EnumerateFiles(RepositoryRoot.Of("rules", "detection", "web"), "*.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText),
        "", "a: b", "a: [", "a: *b", "a: !t b", "title: \uD800", "%YAML 99.9\n---\na: b", Rule.Text("a: {f|re: '(?<=a)b', g|re: '('}\ncondition: a"),
    ];

    [Fact]
    public void Rules_are_the_same_without_a_cache_with_a_new_one_and_with_one_that_was_kept()
    {
        var cache = new ReadingCache();
        foreach (var text in Texts)
            Describe(Read(text, cache)).ShouldBe(Describe(Read(text, null)));

        ReadingCache.TryRead(cache.ToBytes(), out var kept, out var reason).ShouldBeTrue(reason);
        foreach (var text in Texts)
            Describe(Read(text, kept)).ShouldBe(Describe(Read(text, null)));
        cache.IsChanged.ShouldBeTrue();
        kept!.IsChanged.ShouldBeFalse();
    }

    [Fact]
    public void What_no_text_needs_any_more_is_left_out()
    {
        var cache = Kept(out _);
        Read(Texts[0], cache);

        cache.IsChanged.ShouldBeTrue();
        ReadingCache.TryRead(cache.ToBytes(), out var smaller, out _).ShouldBeTrue();
        Read(Texts[0], smaller);
        smaller!.IsChanged.ShouldBeFalse();
    }

    [Fact]
    public void A_torn_or_changed_cache_is_refused_with_a_reason()
    {
        Kept(out var bytes);
        foreach (var length in (int[])[0, 10, 50, bytes.Length / 2, bytes.Length - 1])
            Refused(bytes[..length]);
        foreach (var at in (int[])[0, 20, 100, bytes.Length / 2, bytes.Length - 1])
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            Refused(changed);
        }

        static void Refused(byte[] bytes)
        {
            ReadingCache.TryRead(bytes, out _, out var reason).ShouldBeFalse();
            reason.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void A_cache_made_up_by_somebody_breaks_nothing()
    {
        Kept(out var bytes);
        Gen.Select(Gen.Int[44, bytes.Length - 33], Gen.Byte, Gen.Int[0, Texts.Length - 1]).Array[1, 4].Sample(
            changes =>
            {
                var changed = bytes.ToArray();
                foreach (var (at, value, _) in changes)
                    changed[at] = value;
                SHA256.HashData(changed.AsSpan(0, changed.Length - 32)).CopyTo(changed.AsSpan(changed.Length - 32));
                if (!ReadingCache.TryRead(changed, out var cache, out _))
                    return true;
                return changes.All(change => Read(Texts[change.Item3], cache).Diagnostics.All(diagnostic => diagnostic.Message.Length > 0));
            },
            iter: 100, time: Fuzz.Seconds);
    }

    private static ReadingCache Kept(out byte[] bytes)
    {
        var cache = new ReadingCache();
        foreach (var text in Texts)
            Read(text, cache);
        bytes = cache.ToBytes();
        ReadingCache.TryRead(bytes, out var kept, out _).ShouldBeTrue();
        return kept!;
    }

    private static SigmaDocuments Read(string text, ReadingCache? cache) => SigmaParser.Parse(text, "r.yml", cache: cache);

    private static string Describe(SigmaDocuments documents) => string.Join(
        '\n',
        documents.Diagnostics.Select(diagnostic => diagnostic.ToString())
            .Concat(documents.Rules.Select(rule => $"{rule.Metadata.Title} {rule.Metadata.Line} {rule.LogSource} {string.Join(' ', rule.Conditions)}"))
            .Concat(documents.Rules.SelectMany(rule => rule.Detections).SelectMany(
                pair => pair.Value.Alternatives.SelectMany(alternative => alternative.Items), (pair, item) => $"{pair.Key} {item.Line} {item.Field} {string.Join(' ', item.Tests.Select(test => test.Written))}"))
            .Concat(documents.Filters.Select(filter => filter.Metadata.Title))
            .Concat(documents.Correlations.Select(correlation => $"{correlation.Metadata.Title} {correlation.Timespan}")));
}
