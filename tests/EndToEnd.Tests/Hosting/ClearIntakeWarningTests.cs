using HaiPhongSoc.Configuration;
using HaiPhongSoc.Hosting;

namespace EndToEnd.Tests.Hosting;

/// <summary>Tokens of log shippers that other machines send in clear are warned of.</summary>
public sealed class ClearIntakeWarningTests
{
    [Theory]
    [InlineData("0.0.0.0", true)]
    [InlineData("::", true)]
    [InlineData("10.20.0.4", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    public void Beyond_loopback_without_a_certificate(string address, bool clear) =>
        ClearIntakeWarning.IsInClear(new ListenerOptions { Address = address }).ShouldBe(clear);

    [Fact]
    public void With_a_certificate_nothing_is_in_clear() =>
        ClearIntakeWarning.IsInClear(new ListenerOptions { Address = "0.0.0.0", Certificate = new() { CertificateFile = "soc.pem" } }).ShouldBeFalse();
}
