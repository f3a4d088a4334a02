using HaiPhongSoc.Configuration;

namespace EndToEnd.Tests.Configuration;

public sealed class RoleSetTests
{
    [Theory]
    [InlineData("", "intake,detect,operate,web")]
    [InlineData("web, operate, detect, intake", "intake,detect,operate,web")]
    [InlineData("intake", "intake")]
    [InlineData("intake,detect,operate", "intake,detect,operate")]
    public void What_can_run_in_a_process_of_its_own_is_taken(string text, string roles)
    {
        var failures = new List<string>();

        RoleSet.Parse(text, failures).ToString().ShouldBe(roles);
        failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("detect,operate", "intake", "one process holds open")]
    [InlineData("intake,detect", "operate", "together with the spool's offset")]
    [InlineData("intake,operate", "detect", "in memory")]
    [InlineData("web", "operate and detect", "whose newest part lives in the memory of detect")]
    [InlineData("intake,detect,web", "operate", "web sends its commands to operate in memory")]
    public void What_hands_things_over_in_memory_is_refused_with_the_reason_and_what_to_add(string text, string add, string why)
    {
        var failures = new List<string>();
        RoleSet.Parse(text, failures);

        failures.ShouldContain(failure => failure.Contains($"add {add}", StringComparison.Ordinal) && failure.Contains(why, StringComparison.Ordinal), string.Join('\n', failures));
    }

    [Theory]
    [InlineData("intake,detekt", "detekt")]
    [InlineData("Intake", "Intake")]
    [InlineData("intake,,web", "")]
    public void A_role_that_does_not_exist_is_named_with_those_that_do(string text, string unknown)
    {
        var failures = new List<string>();
        RoleSet.Parse(text, failures);

        failures[0].ShouldStartWith($"Soc:Roles (--roles) has '{unknown}', known are intake, detect, operate, web");
    }
}
