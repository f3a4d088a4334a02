using HaiPhongSoc.Commands.Rules;
using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Detection.RuleSets;
using HaiPhongSoc.Events;
using HaiPhongSoc.Intake.Files;
using HaiPhongSoc.Intake.Parsing;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;
using Spectre.Console;

namespace HaiPhongSoc.Commands;

/// <summary>One hunt: reads, parses and matches batch by batch, so that memory does not grow with the files.</summary>
internal sealed class HuntRun(
    IReadOnlyList<string> paths, IReadOnlyList<string> ruleFolders, bool isJson, MatchingEngine engine, TextWriter output, TextWriter errors, TimeProvider clock, RuleTreatment? treatment = null)
{
    private const int BatchSize = 512;
    private const int MostProblemsShown = 200;
    private const string Nowhere = "hunt";

    // Files are read one after the other, whenever their events happened.
    private static readonly TimeSpan AnyOrder = TimeSpan.FromDays(36_500);

    private readonly List<LogEvent> _batch = new(BatchSize);
    private readonly List<FileRecord> _records = new(BatchSize);
    private long _firstOffset;
    private long _hits;
    private long _problems;
    private long _leftOut;
    private bool _badInput;
    private bool _badEnvironment;

    public int Run() => Guarded.OverFiles(Hunt, errors);

    private int Hunt()
    {
        var options = new DetectionOptions
        {
            RuleDirectories = [.. ruleFolders.Select(Path.GetFullPath)],
            Engine = engine,
            RaiseFindings = false,
            TellContinuations = false,
            CorrelationLateness = AnyOrder,
        };
        var folders = ruleFolders.Count > 0 ? options.EffectiveRuleDirectories : [.. options.EffectiveRuleDirectories.Where(Directory.Exists)];
        var rules = RuleSetLoader.Load(folders, LogSourceBindings.Load(options.EffectiveLogSourcesFile), treatment);
        var catalogue = SourceCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "rules", "sources"));
        foreach (var problem in catalogue.Problems)
            errors.WriteLine(problem.ToString());
        TellRules(rules);

        using var metrics = new DetectionMetrics();
        var stage = new DetectionStage(rules, new NoRegister(), options, metrics);
        var parser = new RecordParser(catalogue);
        HuntOutput written = isJson ? new JsonHuntOutput(output) : new TableHuntOutput(Output.Console(output));
        var reader = new LogFileReader(new LogFileOptions(), Report);
        var files = paths.SelectMany(reader.Files).ToList();
        WithProgress(files, file =>
        {
            foreach (var record in reader.Read(file))
            {
                Add(parser, record);
                if (_batch.Count == BatchSize)
                    Match(stage, written);
            }
        });
        Match(stage, written);
        written.Finish();
        output.Flush();
        TellEnd(stage, files.Count);
        return ExitCode();
    }

    private void Add(RecordParser parser, FileRecord record)
    {
        var spooled = new SpooledRecord(
            new Events.EventId(0, _firstOffset + _batch.Count), UtcMicroseconds.Now(clock), Nowhere, Nowhere, EventTransport.File, null, record.Payload, record.FaultCode);
        var logEvent = parser.Parse(spooled);
        // What cutting the file already found wrong was reported there.
        if (logEvent.Fault is { } fault && record.FaultCode is null)
        {
            Report(new FileProblem(
                record.File, record.Position + (fault.Position ?? 0), fault.Code, $"record {record.Index}: {fault.Message} ({fault.Code})", ProblemKind(fault.Code)));
        }

        _batch.Add(logEvent);
        _records.Add(record);
    }

    // A record that cannot be read is bad input; one that is read but for a detail is worth a word only.
    private static FileProblemKind ProblemKind(string code) => code switch
    {
        ParseFaults.JsonSyntax or ParseFaults.JsonDepth or ParseFaults.JsonNotObject or ParseFaults.JsonTrailing or ParseFaults.TooManyFields => FileProblemKind.BadInput,
        _ => FileProblemKind.Notice,
    };

    private void Match(DetectionStage stage, HuntOutput written)
    {
        foreach (var hit in stage.Process(_batch, UtcMicroseconds.Now(clock)))
        {
            _hits++;
            written.Add(hit, _records[(int)(hit.Event.Offset - _firstOffset)]);
        }

        _firstOffset += _batch.Count;
        _batch.Clear();
        _records.Clear();
    }

    private void WithProgress(List<string> files, Action<string> read)
    {
        if (!IsTerminal())
        {
            files.ForEach(read);
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) });
        console.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask("hunting", maxValue: Math.Max(1, files.Count));
            foreach (var file in files)
            {
                read(file);
                task.Increment(1);
            }
        });
    }

    // Progress goes to the error stream, and only where a person watches both: hits may be piped on.
    private bool IsTerminal() => ReferenceEquals(errors, Console.Error) && !Console.IsErrorRedirected && !Console.IsOutputRedirected;

    private void Report(FileProblem problem)
    {
        // A folder holds much that is no log; a word on each would bury what matters.
        if (problem.Kind == FileProblemKind.Notice && problem.Code == "no-log")
        {
            _leftOut++;
            return;
        }

        _badInput |= problem.Kind == FileProblemKind.BadInput;
        _badEnvironment |= problem.Kind == FileProblemKind.Environment;
        if (_problems++ < MostProblemsShown)
            errors.WriteLine(problem.ToString());
    }

    private void TellRules(RuleSet rules)
    {
        errors.WriteLine($"{rules.ActiveCount} rules in use, {rules.RefusedCount} refused{(rules.RefusedCount > 0 ? ":" : "")}");
        foreach (var refused in rules.Refused.Take(MostProblemsShown))
            errors.WriteLine($"  {refused}");
        if (rules.Refused.Count > MostProblemsShown)
            errors.WriteLine($"  … and {rules.Refused.Count - MostProblemsShown} more: soc rules lint shows them");
    }

    private void TellEnd(DetectionStage stage, int files)
    {
        if (_problems > MostProblemsShown)
            errors.WriteLine($"… and {_problems - MostProblemsShown} more problems");
        foreach (var rule in stage.Quarantined)
            errors.WriteLine($"{rule.File}: the rule broke and was left out: {rule.Reason}");
        errors.WriteLine($"{files} files, {_firstOffset} records, {_hits} hits{(_leftOut > 0 ? $"; {_leftOut} files left out that are no logs (rules, documents, EVTX, other binaries)" : "")}");
    }

    private int ExitCode()
    {
        if (_hits > 0)
            return ExitCodes.Found;
        if (_badEnvironment)
            return ExitCodes.Environment;
        return _badInput ? ExitCodes.BadInput : ExitCodes.Ok;
    }
}
