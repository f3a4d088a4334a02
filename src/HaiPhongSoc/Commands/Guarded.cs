using System.Text.RegularExpressions;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Operations;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Commands;

/// <summary>The one place where what went wrong becomes a message on standard error and an exit code.</summary>
internal static class Guarded
{
    public static async Task<int> RunAsync(Func<Task<int>> command, CancellationToken ct)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
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
        catch (InvalidDataException fault)
        {
            return Tell([fault.Message], ExitCodes.BadInput);
        }
        catch (RegexMatchTimeoutException fault)
        {
            return Tell(
                [Output.Clean($"the pattern {fault.Pattern} took longer than {fault.MatchTimeout.TotalMilliseconds} ms on one value, and its rule would be quarantined: write it without look-around and back-references", 1_000)],
                ExitCodes.BadInput);
        }
        catch (InvalidOperationException fault) when (fault.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal))
        {
            return Tell([$"{fault.Message.TrimEnd('.')}: {fault.InnerException?.Message ?? "it has another type"}"], ExitCodes.BadInput);
        }
#pragma warning disable CA1031 // The last line of defence: a message and an exit code that does not mean "found something".
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return Tell([Remedy(fault)], ExitCodes.Environment);
        }
    }

    /// <summary>Work over files and folders that somebody named: one that is not there is bad input, one that cannot be read is the environment's fault.</summary>
    public static int OverFiles(Func<int> work, TextWriter errors)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is DirectoryNotFoundException or FileNotFoundException)
        {
            errors.WriteLine(fault.Message);
            return ExitCodes.BadInput;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            errors.WriteLine(fault.Message);
            return ExitCodes.Environment;
        }
    }

    private static string Remedy(Exception fault) => fault switch
    {
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => $"{fault.Message} Stop the other program, or choose another port (--set Soc:Console:Port=0 takes any free one).",
        IOException or SpoolInUseException or DetectSeatTakenException => fault.Message,
        UnauthorizedAccessException => $"{fault.Message} Give the user who runs soc the right to it, or choose another folder (Soc:DataDirectory).",
        _ when DatabaseBusy.Is(fault) => $"the operational database does not answer: {fault.GetBaseException().Message}: start its server, or correct Operations:Database",
        _ => $"{fault.GetType().Name}: {fault.Message}",
    };

    private static int Tell(IReadOnlyList<string> faults, int code)
    {
        foreach (var fault in faults)
            Console.Error.WriteLine($"soc: {fault}");
        return code;
    }
}
