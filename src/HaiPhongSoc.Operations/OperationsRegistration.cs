using HaiPhongSoc.Detection;
using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Factors;
using HaiPhongSoc.Operations.Accounts.Sessions;
using HaiPhongSoc.Operations.Accounts.Administration;
using HaiPhongSoc.Operations.Accounts.Screens;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Duties;
using HaiPhongSoc.Operations.Duties.Feeds;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Load;
using HaiPhongSoc.Operations.Mail;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Organisations;
using HaiPhongSoc.Operations.Overview;
using HaiPhongSoc.Operations.Register;
using HaiPhongSoc.Operations.Register.Gaps;
using HaiPhongSoc.Operations.Register.Records;
using HaiPhongSoc.Operations.Register.Sheets;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations;

/// <summary>The module's entry point.</summary>
public static class OperationsRegistration
{
    // PBKDF2 with HMAC-SHA-512; OWASP's figure for it (2023 and since).
    private const int HashIterations = 210_000;

    /// <summary>
    /// Adds Operations. The host binds <see cref="OperationsOptions"/>, calls <see cref="IOperationsStartup.RunAsync"/> before it starts its hosted
    /// workers, and then uses <see cref="IOperations"/>, <see cref="IOperationsFeed"/>, <see cref="IAlertIntake"/> and <see cref="ISystemDirectory"/>.
    /// Identity's stores for <see cref="Account"/> are registered; cookies and sign-in are the web's.
    /// </summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddOptions<OperationsOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<OperationsOptions>, OperationsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CityTime>();
        services.AddSingleton<Rulebook>();
        services.AddSingleton<OperationsFeed>();
        services.AddSingleton<IOperationsFeed>(provider => provider.GetRequiredService<OperationsFeed>());
        services.AddSingleton<SystemDirectory>();
        services.AddSingleton<ISystemDirectory>(provider => provider.GetRequiredService<SystemDirectory>());
        services.AddSingleton<IAlertIntake, AlertIntake>();
        services.TryAddSingleton<IRuleNames, NoRuleNames>();
        services.AddSingleton<RuleFinder>();
        services.AddSingleton<DutyTick>();
        services.AddSingleton<DutyPlanned>();
        services.AddSingleton<IYearOfWork, YearOfWork>();
        services.AddSingleton<IOperationsStartup, OperationsStartup>();
        services.AddSingleton<DetectSeat>();
        services.AddSingleton<IDetectSeat>(provider => provider.GetRequiredService<DetectSeat>());
        services.AddHostedService(provider => provider.GetRequiredService<DetectSeat>());
        services.AddSingleton<DutyRetry>();
        services.AddHostedService<DutySchedulerWorker>();
        AddFindings(services);
        AuditRegistration.Add(services);

        services.AddSingleton(provider => OperationsDatabase.Of(provider.GetRequiredService<IOptions<OperationsOptions>>().Value));
        services.AddSingleton<ChangeMarks>();
        services.AddScoped<ChangeOrder>();
        services.AddScoped(provider =>
            provider.GetRequiredService<OperationsDatabase>().Open(provider.GetRequiredService<DbContextOptions<OperationsDbContext>>()));
        services.AddDbContext<OperationsDbContext>((provider, options) =>
        {
            provider.GetRequiredService<OperationsDatabase>().Configure(options);
            options.AddInterceptors(provider.GetRequiredService<ChangeMarks>());
        });
        services.AddScoped<FactsToTell>();
        services.AddScoped<AfterCommit>();
        services.AddScoped<AlertChanges>();
        services.AddScoped<IncidentChanges>();
        services.AddScoped<IncidentAlerts>();
        services.AddScoped<SystemChanges>();
        services.AddScoped<LevelPrecedents>();
        services.AddScoped<AssetChanges>();
        services.AddScoped<RecordBook>();
        services.AddScoped<SystemGaps>();
        services.AddScoped<AssetImports>();
        services.AddScoped<RegisterImports>();
        services.AddScoped<SystemImports>();
        services.AddScoped<RecordImports>();
        services.AddScoped<DutyBook>();
        services.AddScoped<DutyDebtors>();
        services.AddScoped<ArrangementChanges>();
        services.AddScoped<ArrangementTable>();
        services.AddScoped<PeopleTable>();
        services.AddScoped<PeopleChanges>();
        services.AddScoped<OrganisationChanges>();
        services.AddScoped<ClockTeller>();
        services.AddScoped<FirstAccountCreation>();
        services.AddScoped<ServiceAccountChecks>();
        services.AddScoped<TokenIssue>();
        services.AddScoped<AccountChanges>();
        services.AddScoped<AccountSummaries>();
        services.AddTransient<RestrictIncidentHandler>();
        services.AddScoped<ApprovalDesk>();
        services.AddScoped<Reachability>();
        services.AddSingleton<WorkingDays>();
        services.AddSingleton<KioskScreens>();
        services.AddSingleton<IKioskScreens>(provider => provider.GetRequiredService<KioskScreens>());
        services.AddScoped<DutyLetters>();
        services.AddSingleton<LetterBook>();
        services.AddSingleton<Postman>();
        services.AddHostedService(provider => provider.GetRequiredService<Postman>());
        services.AddSingleton<IMailTest, MailTest>();
        services.TryAddSingleton<IKeptLogs, LogsKeptForEver>();
        services.AddSingleton<ICalendarFeeds, CalendarFeeds>();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<IApiTokens>(provider => provider.GetRequiredService<ApiTokens>());
        OperationsMediator.Register(services);
        AddAccounts(services);
        return services;
    }

    private static void AddFindings(IServiceCollection services)
    {
        // Detection brings its own; tools that do not detect hear nobody.
        services.TryAddSingleton(_ => new PresenceTracker(new DetectionOptions().FindingMemory));
        services.TryAddSingleton<IPromisedSources, NoPromisedSources>();
        services.AddSingleton<FindingSweep>();
        services.AddScoped<GroundReader>();
        services.AddScoped<HeardBook>();
        services.AddHostedService<FindingWorker>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddIdentityCore<Account>().AddRoles<IdentityRole>().AddEntityFrameworkStores<OperationsDbContext>().AddPasswordValidator<PasswordLength>();
        services.AddSingleton(provider => new AccountPolicy(
            provider.GetRequiredService<Rulebook>(), provider.GetRequiredService<CityTime>(), provider.GetRequiredService<IOptions<OperationsOptions>>()));
        services.AddSingleton<IAccountSessions, AccountSessions>();
        services.AddSingleton<ISignInTickets, SignInTickets>();
        services.AddScoped<SecondStep>();
        services.AddScoped<RecoveryCodes>();
        services.AddScoped<AccountReset>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashIterations);
        services.AddOptions<IdentityOptions>().Configure<Rulebook>((identity, rulebook) =>
        {
            var rules = rulebook.Regulation.Accounts;
            identity.Password.RequiredLength = rules.PasswordLengthWithFactor;
            identity.Password.RequiredUniqueChars = rules.DistinctCharacters;

            // Length and variety count; forced digits and signs only make people write «@1» at the end.
            identity.Password.RequireDigit = false;
            identity.Password.RequireLowercase = false;
            identity.Password.RequireUppercase = false;
            identity.Password.RequireNonAlphanumeric = false;
            identity.Lockout.AllowedForNewUsers = true;
            identity.Lockout.MaxFailedAccessAttempts = rules.FailedAttempts;
            identity.Lockout.DefaultLockoutTimeSpan = rules.LockOut;
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        });
    }
}
