using HaiPhongSoc.Web.Security;

namespace HaiPhongSoc.Web.Tests.Security;

public sealed class SameOriginTests
{
    [Theory]
    [InlineData("GET", null, false, true)]
    [InlineData("POST", "https://soc.example", false, true)]
    [InlineData("POST", "https://soc.example:8440", false, false)]
    [InlineData("POST", "http://soc.example", false, false)]
    [InlineData("POST", "https://evil.example", false, false)]
    [InlineData("POST", "null", false, false)]
    [InlineData("POST", null, false, true)]
    [InlineData("GET", "https://soc.example", true, true)]
    [InlineData("GET", "https://evil.example", true, false)]
    [InlineData("GET", "https://soc.example.evil.example", true, false)]
    [InlineData("GET", null, true, false)]
    public void Only_our_own_pages_change_things_and_open_sockets(string method, string? origin, bool socket, bool allowed)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host, request.Path) = (method, "https", new HostString("soc.example"), "/_blazor");
        if (origin is not null)
            request.Headers.Origin = origin;
        if (socket)
            request.Headers.Upgrade = "websocket";

        SameOrigin.IsAllowed(request).ShouldBe(allowed);
    }
}
