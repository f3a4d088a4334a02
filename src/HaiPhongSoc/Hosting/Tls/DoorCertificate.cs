using System.Net.Security;
using System.Security.Authentication;
using HaiPhongSoc.Configuration;

namespace HaiPhongSoc.Hosting.Tls;

/// <summary>
/// What one door shows in its handshakes. It changes only to a certificate that is whole, matches its key and is valid now; until then the door goes on with the one it has.
/// One thread checks, any number shake hands.
/// </summary>
/// <param name="door">Its name in metrics, logs and <c>/readyz</c>.</param>
/// <param name="files">Where it comes from.</param>
internal sealed class DoorCertificate(string door, CertificateFiles files)
{
    private string? _seen;
    private volatile State? _state;

    public string Door => door;

    /// <summary>When the certificate in use ends, in UTC.</summary>
    public DateTimeOffset NotAfter => new DateTimeOffset(_state!.Certificate.TargetCertificate.NotAfter).ToUniversalTime();

    /// <summary>Why the files as they are now are not used; null where they are.</summary>
    public string? Fault => _state?.Fault;

    /// <summary>At the start. An expired certificate is taken all the same: a centre that does not start hears nothing; it is said loudly instead.</summary>
    /// <exception cref="ConfigurationFault">The files cannot be used.</exception>
    public void Open()
    {
        var content = files.Read(out var fault);
        if (content?.Open(out fault) is not { } opened)
            throw new ConfigurationFault([fault!]);
        _state = new State(opened, content.Print, Fault: null);
        _seen = content.Print;
    }

    /// <summary>
    /// Looks at the files. A change is taken at once where it can be used. One that cannot be is a fault only when a second look finds it unchanged: certificate and key
    /// are two files, and between the two writes they never fit.
    /// </summary>
    public DoorChange Check(DateTimeOffset now)
    {
        var held = _state!;
        var content = files.Read(out var fault);
        var print = content?.Print ?? fault!;
        var settled = print == _seen;
        _seen = print;
        if (print == held.Print)
        {
            _state = held with { Fault = null };
            return held.Fault is null ? DoorChange.None : DoorChange.Restored;
        }

        var opened = content?.Open(out fault);
        if (opened is not null && (fault = Untimely(opened, now)) is null)
        {
            _state = new State(opened, print, Fault: null);
            return DoorChange.Taken;
        }

        if (!settled || fault == held.Fault)
            return DoorChange.None;
        _state = held with { Fault = fault };
        return DoorChange.Refused;
    }

    public SslServerAuthenticationOptions ForHandshake() => new()
    {
        ServerCertificateContext = _state!.Certificate,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowRenegotiation = false,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };

    private static string? Untimely(SslStreamCertificateContext opened, DateTimeOffset now)
    {
        var certificate = opened.TargetCertificate;
        if (new DateTimeOffset(certificate.NotAfter) <= now)
            return $"the new certificate ended on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC: have it renewed";
        return new DateTimeOffset(certificate.NotBefore) > now
            ? $"the new certificate begins on {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC: it is taken then; check the clock if that is a surprise"
            : null;
    }

    private sealed record State(SslStreamCertificateContext Certificate, string Print, string? Fault);
}

/// <summary>What a look at the files led to.</summary>
internal enum DoorChange
{
    None,

    /// <summary>New handshakes show the new certificate.</summary>
    Taken,

    /// <summary>The files cannot be used; the old certificate stays. Said once for each fault.</summary>
    Refused,

    /// <summary>The files hold the certificate in use again.</summary>
    Restored,
}
