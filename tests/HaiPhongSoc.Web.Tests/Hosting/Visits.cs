using System.Text.RegularExpressions;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>What a browser without script does at the console.</summary>
internal static partial class Visits
{
    public static async Task<HttpResponseMessage> SignInAsync(this ServedConsole console, string name, string password, string path)
    {
        using var client = console.Client();
        using var get = await client.SendAsync(Page(path));
        var token = TokenOf(SignInForm().Match(await get.Content.ReadAsStringAsync()).Value);
        using var post = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = Form(("_handler", "sign-in"), ("__RequestVerificationToken", token), ("Form.Name", name), ("Form.Password", password)),
        };
        post.Headers.Add("Accept", "text/html");
        post.Headers.Add("Cookie", Cookies(get));
        return await client.SendAsync(post);
    }

    public static HttpRequestMessage Page(string path, string? cookies = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        if (cookies is not null)
            request.Headers.Add("Cookie", cookies);
        return request;
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    public static string Cookies(HttpResponseMessage answer) =>
        string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));

    public static string TokenOf(string page) => Token().Match(page).Groups["token"].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    public static partial Regex Token();

    [GeneratedRegex("<form method=\"post\"[^>]*>.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex SignInForm();
}
