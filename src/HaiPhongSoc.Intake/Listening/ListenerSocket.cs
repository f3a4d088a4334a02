using System.Net;
using System.Net.Sockets;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>Opens what is listened on, or says what to change.</summary>
internal static class ListenerSocket
{
    /// <exception cref="IOException">The address cannot be listened on; the message names the key.</exception>
    public static Socket Bind(SyslogListenerOptions options, SocketType type, string key)
    {
        var address = IPAddress.Parse(options.Address);
        var socket = new Socket(address.AddressFamily, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, options.Port));
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException(
                $"cannot listen on {options.Address} port {options.Port} ({e.Message}): stop the other program, or set {key}:Address and {key}:Port", e);
        }
    }
}
