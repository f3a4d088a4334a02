using System.ComponentModel.DataAnnotations;
using MimeKit;

namespace HaiPhongSoc.Operations.Mail;

/// <summary>Letters to people who owe something: reminders, and what is told upwards. Without a host nothing is written and nothing is sent.</summary>
public sealed class MailOptions : MailServerOptions
{
    /// <summary>
    /// Who is written to about what the city itself owes, and about what is overdue where nobody above who owes it is recorded; several addresses are separated
    /// by commas. Empty = nobody.
    /// </summary>
    public string City { get; set; } = "";

    /// <summary>The console's address as letters name it; empty = <c>Soc:Console:PublicUrl</c>.</summary>
    public string ConsoleUrl { get; set; } = "";

    /// <summary>How many days a letter that was sent or given up is kept.</summary>
    [Range(1, 3_660)]
    public int KeepDays { get; set; } = 92;

    internal bool IsOn => Host.Length > 0;

    internal IEnumerable<string> Faults()
    {
        foreach (var fault in Faults("Mail"))
            yield return fault;
        if (!IsOn)
            yield break;
        if (!MailboxAddress.TryParse(From, out _))
            yield return $"Mail:From is \"{From}\": give the address that letters come from";
        if (City.Length > 0 && !InternetAddressList.TryParse(City, out _))
            yield return $"Mail:City is \"{City}\": give addresses, separated by commas";
        if (ConsoleUrl.Length > 0 && !(Uri.TryCreate(ConsoleUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"))
            yield return $"Mail:ConsoleUrl is \"{ConsoleUrl}\": give an address such as https://soc.example.vn";
        if (KeepDays is < 1 or > 3_660)
            yield return $"Mail:KeepDays is {KeepDays}: give 1 to 3660";
    }
}
