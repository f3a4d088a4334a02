using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Sources;

namespace HaiPhongSoc.Intake.Tests;

public sealed class IntakeOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_valid() => Faults(new IntakeOptions()).ShouldBeEmpty();

    [Fact]
    public void Every_fault_is_told_at_once_with_key_value_and_remedy()
    {
        var options = new IntakeOptions
        {
            DefaultRealm = "Vùng",
            Spool = { SegmentBytes = 12, Directory = " " },
            Syslog =
            {
                MaxRecordBytes = 5,
                Tcp = { Listeners = { new SyslogListenerOptions { Address = "localhost", Port = 70_000, Source = "nobody" } } },
                Udp = { Listeners = { new SyslogListenerOptions(), new SyslogListenerOptions() } },
            },
            Http = { MaxBytesInFlight = 1, RetryAfter = TimeSpan.Zero },
        };
        Faults(options).ShouldBe(
        [
            "Intake:DefaultRealm is \"Vùng\": use 1 to 63 lower-case letters, digits and dashes",
            "Intake:Spool:Directory is empty: name a directory that soc may write, or remove the key for data/spool",
            "Intake:Spool:SegmentBytes is 12; it must be between 1048576 and 1073741824: change it, or remove the key for the default",
            "Intake:Syslog:MaxRecordBytes is 5; it must be between 1024 and 4194304: change it, or remove the key for the default",
            "Intake:Syslog:Tcp:Listeners:0:Address is \"localhost\": give an IPv4 or IPv6 address of this machine, for example 0.0.0.0",
            "Intake:Syslog:Tcp:Listeners:0:Port is 70000; it must be between 0 and 65535: change it, or remove the key for the default",
            "Intake:Syslog:Tcp:Listeners:0:Source is \"nobody\", which is no id under Intake:Sources: add the source, or leave the key out",
            "Intake:Syslog:Udp:Listeners:1 is 127.0.0.1 port 5514, which another listener has: remove one of them",
            "Intake:Http:MaxBytesInFlight is 1; it must be between 16777216 and 9223372036854775807: change it, or remove the key for the default",
            "Intake:Http:RetryAfter is 00:00:00; it must be between 00:00:01 and 01:00:00: change it, or remove the key for the default",
        ]);
    }

    [Fact]
    public void Sources_are_checked_against_each_other()
    {
        var sum = new string('a', 64);
        var options = new IntakeOptions
        {
            Sources =
            {
                new SourceOptions { Id = "one", Realm = "ttthdl", System = "dvc", Addresses = { "10.0.0.0/8", "10.0.0.1/8" }, TokenSha256 = sum },
                new SourceOptions { Id = "one", Realm = "", System = "", Definition = "", Addresses = { "10.0.0.0/8" }, TokenSha256 = sum.ToUpperInvariant() },
                new SourceOptions { Id = "unknown", Realm = "x", System = "y", TokenSha256 = "the-token-itself" },
            },
        };
        var faults = Faults(options);
        faults.Length.ShouldBe(9);
        faults.ShouldContain(f => f.StartsWith("Intake:Sources:0:Addresses:1 is \"10.0.0.1/8\": give", StringComparison.Ordinal));
        faults.ShouldContain(f => f.StartsWith("Intake:Sources:1:Addresses:0 is 10.0.0.0/8, which another source has", StringComparison.Ordinal));
        faults.ShouldContain(f => f == "Intake:Sources:1:TokenSha256 is another source's too: give each source a token of its own");
        faults.ShouldContain(f => f == "Intake:Sources:2:TokenSha256 is not 64 hexadecimal digits: put the SHA-256 of the token there, never the token");
        faults.ShouldAllBe(f => !f.Contains("the-token-itself", StringComparison.Ordinal));
    }

    [Fact]
    public void A_source_that_nothing_can_come_from_is_refused()
    {
        var options = new IntakeOptions
        {
            Syslog =
            {
                Tcp = { Listeners = { new SyslogListenerOptions { Source = "tcp" } } },
                Udp = { Listeners = { new SyslogListenerOptions { Source = "udp" } } },
            },
            Sources =
            {
                new SourceOptions { Id = "tcp", Realm = "ttthdl", System = "dvc" },
                new SourceOptions { Id = "udp", Realm = "ttthdl", System = "dvc" },
                new SourceOptions { Id = "address", Realm = "ttthdl", System = "dvc", Addresses = { "10.20.1.10" } },
                new SourceOptions { Id = "token", Realm = "ttthdl", System = "dvc", TokenSha256 = new string('a', 64) },
                new SourceOptions { Id = "nothing", Realm = "ttthdl", System = "dvc" },
            },
        };
        Faults(options).ShouldBe(
        [
            "Intake:Sources:4 (nothing) has no Addresses, no TokenSha256 and no listener whose Source it is, so that nothing can ever come from it: give it one of the three, or remove it",
        ]);
    }

    private static string[] Faults(IntakeOptions options) => [.. new IntakeOptionsValidator().Validate(null, options).Failures ?? []];
}
