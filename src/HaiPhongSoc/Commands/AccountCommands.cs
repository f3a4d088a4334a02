using System.CommandLine;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Commands;

/// <summary>
/// <c>soc account</c>: for whoever cannot get in any more, from the machine itself. Works beside a running <c>soc serve</c> and without it; what was done stands
/// on the audit chain with the user of the machine.
/// </summary>
internal static class AccountCommands
{
    public static Command Create() => new("account", "For whoever cannot sign in any more; each use stands on the audit chain.")
    {
        Create("reset-factor", "Take all second factors off an account: its person sets up new ones, and a new password, at the next sign-in. Sessions end.", async (operations, name, ct) =>
        {
            var outcome = await operations.SendAsync(new ResetFactor(Actor.Program, name, Environment.UserName), ct);
            return Tell(outcome.Fault) ?? Say($"{name}: no second factor is left; the next sign-in by password sets up a new one.");
        }),
        Create("reset-password", "Give an account a password that is shown once and must be changed at the next sign-in; unlocks and enables it. Sessions end.", async (operations, name, ct) =>
        {
            var outcome = await operations.SendAsync(new ResetPassword(Actor.Program, name, Environment.UserName), ct);
            return Tell(outcome.Fault) ?? Say($"Account: {name}\nPassword: {outcome.Require().Password}");
        }),
    };

    private static Command Create(string verb, string help, Func<IOperations, string, CancellationToken, Task<int>> act)
    {
        var flags = new ConfigurationFlags();
        var name = new Argument<string>("NAME") { Description = "The name that the person signs in with" };
        var command = new Command(verb, help) { name };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(async () =>
        {
            await using var host = SocHost.Build(flags.Build(parsed), LogFormat.ForCommands);
            await AuditCommands.RequireDatabaseAsync(host, ct);
            return await act(host.Services.GetRequiredService<IOperations>(), parsed.GetValue(name)!, ct);
        }, ct));
        return command;
    }

    private static int? Tell(Fault? fault)
    {
        if (fault is null)
            return null;
        Console.Error.WriteLine($"soc: {fault.Message.En}");
        return ExitCodes.BadInput;
    }

    private static int Say(string text)
    {
        Console.WriteLine(text);
        return ExitCodes.Ok;
    }
}
