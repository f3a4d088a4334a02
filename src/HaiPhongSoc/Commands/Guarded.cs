using System.Net.Sockets;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Operations;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Commands;

/// <summary>The one place where what went wrong becomes a message on standard error and an exit code.</summary>
internal static class Guarded
{
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Ok;
        }
        catch (ConfigurationFault fault)
        {
            return Tell(fault.Faults, ExitCodes.BadInput);
        }
        catch (OptionsValidationException fault)
        {
            return Tell([.. fault.Failures], ExitCodes.BadInput);
        }
        catch (OperationsConfigurationException fault)
        {
            return Tell(fault.Faults, ExitCodes.BadInput);
        }
        catch (SpoolInUseException fault)
        {
            return Tell([fault.Message], ExitCodes.Environment);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SocketException)
        {
            return Tell([Remedy(fault)], ExitCodes.Environment);
        }
    }

    private static string Remedy(Exception fault) => fault switch
    {
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => $"{fault.Message} Stop the other program, or choose another port (--set Soc:Console:Port=0 takes any free one).",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => $"{fault.Message}: another program listens on a syslog port; choose another (--set Intake:Syslog:Tcp:Listeners:0:Port=0 takes any free one)",
        UnauthorizedAccessException => $"{fault.Message} Give the user who runs soc the right to it, or choose another folder (Soc:DataDirectory).",
        _ => fault.Message,
    };

    private static int Tell(IReadOnlyList<string> faults, int code)
    {
        foreach (var fault in faults)
            Console.Error.WriteLine($"soc: {fault}");
        return code;
    }
}
