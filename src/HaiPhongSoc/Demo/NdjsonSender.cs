using System.Net.Http.Headers;
using System.Text;

namespace HaiPhongSoc.Demo;

/// <summary>Posts records to <c>/intake/ndjson</c> with a source's token, as a log shipper does.</summary>
internal sealed class NdjsonSender(HttpClient http, Uri target, string token)
{
    public async Task SendAsync(IEnumerable<string> records, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new StringContent(string.Join('\n', records) + "\n", Encoding.UTF8, "application/x-ndjson");
        using var response = await http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
    }
}
