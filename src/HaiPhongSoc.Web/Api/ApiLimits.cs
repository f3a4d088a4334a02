using System.Globalization;

namespace HaiPhongSoc.Web.Api;

/// <summary>How much one asker may ask of the API (<c>Soc:Api</c>).</summary>
public sealed class ApiLimits
{
    /// <summary>Requests a minute of one token or person in one area (alerts, incidents …); as many may come at once.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Searches of events a minute of one token or person.</summary>
    public int SearchesPerMinute { get; set; } = 60;

    /// <summary>Wrong tokens a minute from one address before every token from it is refused.</summary>
    public int WrongTokensPerMinute { get; set; } = 20;

    /// <summary>The largest body, in bytes.</summary>
    public long LargestBody { get; set; } = 256 << 10;

    /// <summary>The largest register file, in bytes.</summary>
    public long LargestRegister { get; set; } = 8 << 20;

    /// <summary>Adds what is out of bounds: key, bound, value, what to do.</summary>
    public void Check(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        Bound(nameof(RequestsPerMinute), RequestsPerMinute, 1, 1_000_000);
        Bound(nameof(SearchesPerMinute), SearchesPerMinute, 1, 100_000);
        Bound(nameof(WrongTokensPerMinute), WrongTokensPerMinute, 1, 10_000);
        Bound(nameof(LargestBody), LargestBody, 4 << 10, 16 << 20);
        Bound(nameof(LargestRegister), LargestRegister, LargestBody, 256L << 20);

        void Bound(string key, long value, long least, long most)
        {
            if (value < least || value > most)
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"Soc:Api:{key} is {value}, allowed are {least} to {most}: leave it out for the default"));
        }
    }
}
