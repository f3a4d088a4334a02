using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Senders;

/// <summary>Posts lines as a log shipper would, and tells whether they were acknowledged.</summary>
internal sealed class NdjsonClient : IDisposable
{
    private readonly SocketsHttpHandler _handler = new();
    private readonly HttpClient _http;

    public NdjsonClient() => _http = new HttpClient(_handler) { Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>True when 200 came back; false when the server said no or was gone.</summary>
    public async Task<bool> TryPostAsync(Uri target, IEnumerable<string> lines, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Version = HttpVersion.Version11 };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", SocInstallation.Token);
        request.Content = new StringContent(string.Join('\n', lines) + "\n", Encoding.UTF8, "application/x-ndjson");
        try
        {
            using var response = await _http.SendAsync(request, ct);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }
}
