namespace HaiPhongSoc.Hosting;

/// <summary>Where log lines go and how they look.</summary>
internal static class LogFormat
{
    /// <summary>For a terminal: short lines. Under systemd: its levels. Otherwise JSON, a record a line, for whoever collects them.</summary>
    public static void ForServing(ILoggingBuilder logging)
    {
        Quieten(logging);
        if (!Console.IsErrorRedirected)
            logging.AddSimpleConsole(console => console.SingleLine = true);
        else if (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null)
            logging.AddSystemdConsole();
        else
            logging.AddJsonConsole();
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>For commands whose output is for people or scripts: only what went wrong.</summary>
    public static void ForCommands(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Error);
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static void Quieten(ILoggingBuilder logging) =>
        logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            .AddFilter("Quartz", LogLevel.Warning);
}
