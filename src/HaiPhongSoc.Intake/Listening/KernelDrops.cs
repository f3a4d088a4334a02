using System.Globalization;
using System.Net.Sockets;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>
/// How many datagrams the kernel threw away because a socket's buffer was full: the last column of <c>/proc/net/udp</c> and <c>/proc/net/udp6</c> (Linux, Documentation/networking/proc_net_tcp).
/// 0 where there is no such file.
/// </summary>
internal static class KernelDrops
{
    private const int LocalAddressColumn = 1;
    private const int DropsColumn = 12;

    public static long Of(AddressFamily family, int port)
    {
        var path = family == AddressFamily.InterNetworkV6 ? "/proc/net/udp6" : "/proc/net/udp";
        try
        {
            return Parse(File.ReadAllText(path), port);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The sum over all sockets of that local port.</summary>
    public static long Parse(string table, int port)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        var drops = 0L;
        foreach (var line in table.Split('\n'))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > DropsColumn
                && columns[LocalAddressColumn].EndsWith(suffix, StringComparison.Ordinal)
                && long.TryParse(columns[DropsColumn], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                drops += count;
            }
        }

        return drops;
    }
}
