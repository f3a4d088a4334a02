using System.Net;
using System.Net.Sockets;

namespace HaiPhongSoc.Testing;

/// <summary>
/// A port that a process can be told to take later, or that nobody listens on. It lies below those that the system gives to whoever asks for any (32768 and
/// above on Linux): otherwise the process's own listeners on port 0, or another test, may have it by then.
/// </summary>
public static class FreePort
{
    public static int Next()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var port = Random.Shared.Next(15_000, 30_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }

        throw new InvalidOperationException("no free port between 15000 and 30000");
    }
}
