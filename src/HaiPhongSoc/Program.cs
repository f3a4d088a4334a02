using System.CommandLine;
using HaiPhongSoc.Commands;
using HaiPhongSoc.Commands.Rules;

var root = new RootCommand("HaiPhongSoc: the city's security operations centre. Exit codes: 0 done, 1 something found, 2 bad input, 3 environment.")
{
    ServeCommand.Create(),
    DemoCommand.Create(),
    HuntCommand.Create(),
    new Command("rules", "Work with Sigma rules.")
    {
        RulesLintCommand.Create(), RulesTestCommand.Create(), RulesListCommand.Create(), RulesExplainCommand.Create(), RulesCoverageCommand.Create(), RulesImportCommand.Create(),
    },
    new Command("audit", "The chain of what people did.") { AuditVerifyCommand.Create(), AuditExportCommand.Create(), AuditAnchorCommand.Create(), AuditKeyCommand.Create() },
    AccountCommands.Create(),
    new Command("mail", "The server that takes letters.") { MailTestCommand.Create() },
    new Command("duties", "What the law and the plan demand, by when.") { DutiesListCommand.Create() },
    new Command("regulation", "The law as data: profiles under rules/regulation.") { RegulationCommands.Lint(), RegulationCommands.Diff() },
    new Command("bench", "Measure on this machine. Figures are for comparing runs, not for boasting.") { BenchConsoleCommand.Create(), AuditBenchCommand.Create(), BenchDetectCommand.Create() },
};
var parsed = root.Parse(args);
if (parsed.Errors.Count == 0)
    return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(55) }); // a stop seals the store; the default is two seconds

// System.CommandLine ends with 1 for a wrong command line; 1 means "found something" here.
await parsed.InvokeAsync();
return ExitCodes.BadInput;
