using HaiPhongSoc.Web.Security;

namespace HaiPhongSoc.Web.Tests.Security;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/su-co/SC-2026-000001?phan=viec")]
    [InlineData("/tim-kiem?q=a%3Ab")]
    public void A_path_of_ours_is_kept(string url) => LocalUrl.OrHome(url).ShouldBe(url);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/a\\b")]
    [InlineData("///evil.example")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData("/\0/evil.example")]
    [InlineData("/\u0085/evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("https:/evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("HTTPS://evil.example")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("data:text/html,x")]
    [InlineData("?ve=//evil.example")]
    [InlineData("su-co")]
    public void Anything_else_goes_home(string? url) => LocalUrl.OrHome(url).ShouldBe("/");

    [Theory]
    [InlineData("https://soc.example/canh-bao?id=1", "/canh-bao?id=1")]
    [InlineData("https://evil.example/canh-bao", "/")]
    [InlineData("https://soc.example//evil.example", "/")]
    [InlineData("nonsense", "/")]
    [InlineData(null, "/")]
    public void A_referer_counts_only_from_our_own_host(string? referer, string expected) =>
        LocalUrl.FromReferer(referer, "soc.example").ShouldBe(expected);
}
