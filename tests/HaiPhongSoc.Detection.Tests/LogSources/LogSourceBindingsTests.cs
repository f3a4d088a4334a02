using HaiPhongSoc.Detection.LogSources;
using HaiPhongSoc.Events;
using HaiPhongSoc.Testing;
using static HaiPhongSoc.Detection.Tests.Enrichment.EventTwin;

namespace HaiPhongSoc.Detection.Tests.LogSources;

public sealed class LogSourceBindingsTests
{
    private const string Sysmon = "Microsoft-Windows-Sysmon/Operational";
    private static readonly LogSourceBindings Shipped = LogSourceBindings.Load(RepositoryRoot.Of("rules", "sources", "logsources.yml"));

    [Theory]
    [InlineData("process_creation", Sysmon, "1", true)]
    [InlineData("process_creation", "security", "4688", true)]
    [InlineData("process_creation", "Security", "4624", false)]
    [InlineData("process_creation", "Application", "1", false)]
    [InlineData("process_creation", Sysmon, "5", false)]
    [InlineData("registry_event", Sysmon, "14", true)]
    [InlineData("registry_set", Sysmon, "13", true)]
    [InlineData("registry_set", Sysmon, "12", false)]
    [InlineData("ps_script", "PowerShellCore/Operational", "4104", true)]
    [InlineData("file_rename", Sysmon, "11", false)]
    [InlineData("no_such_category", Sysmon, "1", false)]
    public void Windows_categories_mean_channels_and_event_ids(string category, string channel, string eventId, bool meets) =>
        Meets(new RuleLogSource("windows", category, null), Windows(channel, eventId).Build()).ShouldBe(meets);

    [Theory]
    [InlineData("security", "security", true)]
    [InlineData("security", "System", false)]
    [InlineData("applocker", "Microsoft-Windows-AppLocker/EXE and DLL", true)]
    [InlineData("no-such-service", "Security", false)]
    public void Windows_services_mean_channels(string service, string channel, bool meets) =>
        Meets(new RuleLogSource("windows", null, service), Windows(channel, "1").Build()).ShouldBe(meets);

    [Fact]
    public void A_rule_without_category_and_service_meets_every_event_of_its_product()
    {
        Meets(new RuleLogSource("windows", null, null), Windows("Security", "1").Build()).ShouldBeTrue();
        Meets(new RuleLogSource("windows", null, null), AnEvent().Of("linux", null, "sshd").Build()).ShouldBeFalse();
    }

    [Fact]
    public void What_a_binding_asks_of_a_field_is_asked_of_each_event()
    {
        var rule = new RuleLogSource("windows", "registry_add", null);

        Meets(rule, Windows(Sysmon, "12").With("EventType", "CreateKey").Build()).ShouldBeTrue();
        Meets(rule, Windows(Sysmon, "12").With("EventType", "DeleteKey").Build()).ShouldBeFalse();
        Meets(rule, Windows(Sysmon, "12").Build()).ShouldBeFalse();
    }

    [Fact]
    public void Registry_set_is_also_a_changed_value_of_security()
    {
        var rule = new RuleLogSource("windows", "registry_set", null);

        Meets(rule, Windows("Security", "4657").With("OperationType", "%%1905").Build()).ShouldBeTrue();
        Meets(rule, Windows("Security", "4657").With("OperationType", "%%1906").Build()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("linux", null, "auth", true)]
    [InlineData("linux", null, "sshd", true)]
    [InlineData("linux", null, "auditd", false)]
    [InlineData("linux", null, null, true)]
    [InlineData("linux", "process_creation", null, false)]
    [InlineData("windows", null, null, false)]
    [InlineData(null, null, null, true)]
    [InlineData(null, "webserver", null, false)]
    public void Other_rules_meet_events_that_do_not_contradict_them(string? product, string? category, string? service, bool meets) =>
        Meets(new RuleLogSource(product, category, service), AnEvent().Of("linux", null, "sshd").Build()).ShouldBe(meets);

    [Theory]
    [InlineData(null, "webserver", null, true)]
    [InlineData(null, null, "nginx", true)]
    [InlineData(null, null, "apache", false)]
    [InlineData("azure", null, "signinlogs", false)]
    public void A_web_server_meets_rules_for_web_servers(string? product, string? category, string? service, bool meets) =>
        Meets(new RuleLogSource(product, category, service), AnEvent().Of(null, "webserver", "nginx").Build()).ShouldBe(meets);

    [Fact]
    public void Sudo_logs_the_commands_that_it_starts() =>
        Meets(new RuleLogSource("linux", "process_creation", null), AnEvent().Of("linux", null, "sudo").Build()).ShouldBeTrue();

    [Fact]
    public void An_event_that_says_nothing_meets_all_but_bound_rules()
    {
        Meets(new RuleLogSource("azure", null, "signinlogs"), AnEvent().Build()).ShouldBeTrue();
        Meets(new RuleLogSource("windows", "process_creation", null), AnEvent().Build()).ShouldBeFalse();
    }

    [Fact]
    public void An_event_whose_own_definition_names_the_log_source_meets_it() =>
        Meets(new RuleLogSource("windows", "process_creation", null), AnEvent().Of("windows", "process_creation").Build()).ShouldBeTrue();

    [Theory]
    [InlineData("bindings:\n  - logsource: {product: x}\n    evnts: []\n", ":3:5: unknown key 'evnts'")]
    [InlineData("bindings:\n  - events: []\n", ":2:5: a binding needs 'logsource'")]
    [InlineData("bindings: 7\n", ":1:11: expected a list here")]
    [InlineData("a: [\n", ":2:1: ")]
    public void A_mistake_in_the_file_is_told_with_its_place(string text, string message) =>
        Should.Throw<InvalidDataException>(() => LogSourceBindingsReader.Read("f.yml", text)).Message.ShouldStartWith("f.yml" + message);

    private static Enrichment.EventTwin Windows(string channel, string eventId) =>
        AnEvent().Of("windows").With("Channel", channel).With("EventID", eventId);

    private static bool Meets(RuleLogSource rule, LogEvent logEvent) =>
        Shipped.Meets(rule, EventKind.Of(logEvent)) is { } groups
        && (groups.Length == 0 || groups.Any(group => group.All(condition => condition.Holds(logEvent.Fields))));
}
