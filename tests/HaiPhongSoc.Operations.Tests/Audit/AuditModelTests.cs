using System.Text.RegularExpressions;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Tests.Audit;

public sealed partial class AuditModelTests
{
    // Looks like a secret and is none.
    private static readonly string[] Harmless =
    [
        "AuditEntry.Hash", "AuditEntry.PreviousHash", "AuditHead.Hash", "Account.MustChangePassword", "Account.PasswordChangedAt",
        "IdentityUserToken<string>.LoginProvider", "IdentityUserToken<string>.Name", "IdentityUserToken<string>.UserId",

        // A passkey's name as every browser is told it; what proves it never leaves the person's device.
        "IdentityPasskeyData.IdentityUserPasskeyCredentialId", "IdentityUserPasskey<string>.CredentialId",
    ];

    // Their name looks secret, so that all of them would: each property is judged by its own name.
    private static readonly string[] ByProperty = ["ApiToken", "RecoveryCodeRecord", "PastPassword"];

    // Names that stand on chains: never change one. A renamed request keeps its name by [ActionName].
    private static readonly string[] Given =
    [
        "alert.close", "alert.reopen", "alert.take", "clock.meet", "duty.complete", "incident.assign", "incident-state.change", "incident.classify", "incident.take",
        "note.add", "password.change", "factor.reset", "external-account.admit", "password.reset", "recovery-code.use", "session.start", "totp.confirm", "totp.use", "register.import", "task.complete", "task.reopen",
    ];

    [Fact]
    public async Task Every_property_whose_name_looks_secret_is_marked()
    {
        await using var world = await OperationsWorld.StartAsync();
        var unmarked = await world.WithDatabaseAsync(database => Task.FromResult(database.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties(), (e, p) => (Name: $"{Short(e.ClrType)}.{p.Name}", Property: p))
            .Where(p => LooksSecret().IsMatch(ByProperty.Contains(p.Property.DeclaringType.ClrType.Name, StringComparer.Ordinal) ? p.Property.Name : p.Name) && !p.Property.Says(AuditModel.SecretMark))
            .Select(p => p.Name)
            .Except(Harmless, StringComparer.Ordinal)
            .ToList()));
        unmarked.ShouldBeEmpty("mark it with IsSecret() in the model, or say in this test why it is none");
    }

    [Fact]
    public void Every_request_has_a_name_of_its_own_and_none_that_was_given_is_lost()
    {
        var names = typeof(IOperations).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() is var g && (g == typeof(ICommand<>) || g == typeof(IQuery<>))))
            .Select(ActionNames.Of)
            .ToList();
        names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
        names.ShouldAllBe(n => Name().IsMatch(n));
        Given.Except(names, StringComparer.Ordinal).ShouldBeEmpty("a request was renamed: give it [ActionName] with its old name");
    }

    private static string Short(Type type) => type.IsGenericType ? $"{type.Name.Split('`')[0]}<string>" : type.Name;

    [GeneratedRegex("password|secret|token|stamp|hash|recovery|authenticator|credential|private", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LooksSecret();

    [GeneratedRegex(@"\A[a-z]+(-[a-z0-9]+)*\.[a-z]+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
