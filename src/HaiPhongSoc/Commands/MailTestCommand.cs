using System.CommandLine;
using HaiPhongSoc.Configuration;
using HaiPhongSoc.Hosting;
using HaiPhongSoc.Operations.Mail;

namespace HaiPhongSoc.Commands;

/// <summary><c>soc mail test</c>: one letter, now, through the server that is configured.</summary>
internal static class MailTestCommand
{
    public static Command Create()
    {
        var flags = new ConfigurationFlags();
        var to = new Argument<string>("address") { Description = "Who gets the letter." };
        var command = new Command("test", "Send one letter through the mail server that is configured (Operations:Mail). Exit code 3 where the server does not take it.") { to };
        flags.AddTo(command);
        command.SetAction((parsed, ct) => Guarded.RunAsync(async () =>
        {
            await using var host = SocHost.Build(flags.Build(parsed), LogFormat.ForCommands, RoleSet.WithoutWeb);
            await host.Services.GetRequiredService<IMailTest>().SendAsync(parsed.GetRequiredValue(to), ct);
            Console.WriteLine("The server took the letter. Look whether it arrives: a server may take what it does not deliver.");
            return ExitCodes.Ok;
        }, ct));
        return command;
    }
}
