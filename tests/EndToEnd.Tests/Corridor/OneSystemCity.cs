using System.Collections.Concurrent;
using EndToEnd.Tests.Processes;
using EndToEnd.Tests.Senders;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Corridor;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Corridor;

/// <summary>
/// The program without its console, in this process: a register of one system of level 3, one rule of level high that every record of it fulfils, and a copy of
/// the regulation that a test may edit.
/// </summary>
public sealed class OneSystemCity : IAsyncLifetime
{
    public const string System = "dvc";

    private const string Register = $$"""
        organisations:
          - {code: so-a, name: Sở A}
        systems:
          - {code: {{System}}, name: Cổng A, level: {approved: 3, basis: Điều 13, decision: QĐ 1}, owner: so-a, status: in-operation, has_real_data: true, conclusion: {document: KL 1, on: 2026-01-05} }
        """;

    private const string Rule = """
        title: Every record
        id: 6f3e2987-db24-4c78-a860-b4f4095a7097
        logsource: { category: c }
        level: high
        detection:
          a: { what: attack }
          condition: a
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly SocInstallation _installation = new();
    private readonly NdjsonClient _client = new();
    private readonly CollectedLog _log = new();
    private WebApplication? _host;

    public string DataDirectory => _installation.DataDirectory;

    /// <summary>Of the profile that the program read at its start.</summary>
    public string ProfileFile => _folder.File("rules/regulation/vn-2026.yml");

    public IServiceProvider Services => _host!.Services;

    /// <summary>Number and text of what the program logged at its start and since.</summary>
    public IEnumerable<(int Id, string Text)> Logged => _log.Lines;

    public async ValueTask InitializeAsync()
    {
        CopyRules();
        await File.WriteAllTextAsync(_folder.File("register.yml"), Register);
        Directory.CreateDirectory(_folder.File("one"));
        await File.WriteAllTextAsync(_folder.File("one/every.yml"), Rule);
        _host = SocHost.Build(
            SocConfiguration.Build(_installation.ConfigurationFile, [.. Settings, "EventStore:RetentionDays:level3=90", "EventStore:RetentionDays:level4=1000"], SocHost.Known),
            logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(_log),
            RoleSet.WithoutWeb);
        await SocHost.StartAsync(_host, _ => { }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            await _host.DisposeAsync();
        }

        _client.Dispose();
        _log.Dispose();
        _installation.Dispose();
        _folder.Dispose();
    }

    /// <summary>One record of the attack from an address; returns once it is stored and its alert committed.</summary>
    public async Task AttackAsync(string address, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        (await _client.TryPostAsync(new Uri(new Uri(SocEndpoints.Of(Services).Intake), "/intake/ndjson"), [$$"""{"what":"attack","src_ip":"{{address}}"}"""], limit.Token)).ShouldBeTrue();
        var received = Services.GetRequiredService<EventSpool>().NextOffset - 1;
        while (Services.GetRequiredService<CorridorState>().Reached < received)
            await Task.Delay(20, limit.Token);
    }

    /// <summary>Another start on the same files, with data of its own.</summary>
    internal Task<(int ExitCode, string Output, string Error)> StartAgainAsync() => SocProcess.RunAsync(
        TimeSpan.FromMinutes(4), _folder.Path, ["serve", "--config", _installation.ConfigurationFile, .. Settings.Append($"Soc:DataDirectory={_folder.File("data")}").SelectMany(setting => new[] { "--set", setting })]);

    private string[] Settings =>
        [$"Soc:RegisterFile={_folder.File("register.yml")}", $"Operations:RulesDirectory={_folder.File("rules")}", $"Detection:RuleDirectories:0={_folder.File("one")}"];

    private void CopyRules()
    {
        Directory.CreateDirectory(_folder.File("rules/regulation"));
        File.Copy(RepositoryRoot.Of("rules", "severity.yml"), _folder.File("rules/severity.yml"));
        foreach (var file in Directory.GetFiles(RepositoryRoot.Of("rules", "regulation"), "*.yml"))
            File.Copy(file, _folder.File($"rules/regulation/{Path.GetFileName(file)}"));
    }

    private sealed class CollectedLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(int Id, string Text)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue((eventId.Id, formatter(state, exception)));

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
