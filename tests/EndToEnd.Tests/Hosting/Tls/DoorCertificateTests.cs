using HaiPhongSoc.Configuration;
using HaiPhongSoc.Hosting.Tls;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace EndToEnd.Tests.Hosting.Tls;

public sealed class DoorCertificateTests : IDisposable
{
    private readonly TestCertificates _files = new();
    private readonly FakeTimeProvider _clock = new(TestCertificates.Now);

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_new_pair_is_taken_at_the_next_look()
    {
        _files.Write();
        var door = Opened();
        var second = _files.Write();

        door.Check(TestCertificates.Now).ShouldBe(DoorChange.Taken);
        Shown(door).ShouldBe(second);
        door.Check(TestCertificates.Now).ShouldBe(DoorChange.None);
    }

    [Fact]
    public void Between_the_writes_of_certificate_and_key_nothing_is_said_and_the_old_one_is_shown()
    {
        var first = _files.Write();
        var oldKey = File.ReadAllText(_files.KeyFile);
        var door = Opened();
        var second = _files.Write();
        var newKey = File.ReadAllText(_files.KeyFile);
        TestCertificates.Put(_files.KeyFile, oldKey, secret: true);

        door.Check(TestCertificates.Now).ShouldBe(DoorChange.None);
        Shown(door).ShouldBe(first);
        door.Fault.ShouldBeNull();

        TestCertificates.Put(_files.KeyFile, newKey, secret: true);
        door.Check(TestCertificates.Now).ShouldBe(DoorChange.Taken);
        Shown(door).ShouldBe(second);
    }

    [Fact]
    public void Files_that_do_not_fit_are_said_once_and_the_old_certificate_stays()
    {
        var first = _files.Write();
        var oldKey = File.ReadAllText(_files.KeyFile);
        var door = Opened();
        _files.Write();
        TestCertificates.Put(_files.KeyFile, oldKey, secret: true);

        DoorChange[] looks = [door.Check(TestCertificates.Now), door.Check(TestCertificates.Now), door.Check(TestCertificates.Now)];

        looks.ShouldBe([DoorChange.None, DoorChange.Refused, DoorChange.None]);
        Shown(door).ShouldBe(first);
        door.Fault!.ShouldContain("the key that belongs to it");
    }

    [Fact]
    public void Text_that_is_no_certificate_keeps_the_old_one_and_putting_it_back_ends_the_fault()
    {
        var first = _files.Write();
        var whole = File.ReadAllText(_files.CertificateFile);
        var door = Opened();

        TestCertificates.Put(_files.CertificateFile, "half a file", secret: false);
        door.Check(TestCertificates.Now);
        door.Check(TestCertificates.Now).ShouldBe(DoorChange.Refused);
        TestCertificates.Put(_files.CertificateFile, whole, secret: false);

        door.Check(TestCertificates.Now).ShouldBe(DoorChange.Restored);
        door.Fault.ShouldBeNull();
        Shown(door).ShouldBe(first);
    }

    [Theory]
    [InlineData(-30, -1, "ended on")]
    [InlineData(2, 30, "begins on")]
    public void One_that_has_ended_or_not_begun_is_not_taken(int fromDays, int untilDays, string why)
    {
        var first = _files.Write();
        var door = Opened();
        _files.Write(TestCertificates.Now.AddDays(fromDays), TestCertificates.Now.AddDays(untilDays));

        door.Check(TestCertificates.Now).ShouldBe(DoorChange.None);
        door.Check(TestCertificates.Now).ShouldBe(DoorChange.Refused);

        Shown(door).ShouldBe(first);
        door.Fault!.ShouldContain(why);
    }

    [Fact]
    public void One_that_begins_later_is_taken_when_it_begins()
    {
        _files.Write();
        var door = Opened();
        var later = _files.Write(TestCertificates.Now.AddDays(2), TestCertificates.Now.AddDays(30));
        door.Check(TestCertificates.Now);

        door.Check(TestCertificates.Now.AddDays(2).AddMinutes(1)).ShouldBe(DoorChange.Taken);
        Shown(door).ShouldBe(later);
    }

    [Fact]
    public void A_link_that_is_turned_to_another_folder_is_a_change()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        var (data, first, second) = (Path.Combine(_files.Folder, "..data"), Path.Combine(_files.Folder, "1"), Path.Combine(_files.Folder, "2"));
        var shown = Pair(first);
        Directory.CreateSymbolicLink(data, first);
        var door = Opened(new CertificateOptions { CertificateFile = Path.Combine(data, "soc.pem"), KeyFile = Path.Combine(data, "soc.key") });
        Shown(door).ShouldBe(shown);

        var next = Pair(second);
        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, second);

        door.Check(TestCertificates.Now).ShouldBe(DoorChange.Taken);
        Shown(door).ShouldBe(next);
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_key_that_others_can_read_or_write_is_refused_with_the_remedy(UnixFileMode open)
    {
        _files.Write();
        TestCertificates.SetMode(_files.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | open);

        Should.Throw<ConfigurationFault>(() => Opened()).Message.ShouldContain($"Soc:Console:Certificate:KeyFile is '{_files.KeyFile}', which users beside its owner and group can");
    }

    [Fact]
    public void A_key_behind_a_link_is_judged_by_its_own_rights()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        _files.Write();
        var link = Path.Combine(_files.Folder, "link.key");
        File.CreateSymbolicLink(link, _files.KeyFile);

        Opened(new CertificateOptions { CertificateFile = _files.CertificateFile, KeyFile = link }).Fault.ShouldBeNull();
    }

    [Fact]
    public void A_PKCS_12_file_opens_with_its_passphrase_and_not_without()
    {
        var (file, passphrase) = (Path.Combine(_files.Folder, "soc.pfx"), Path.Combine(_files.Folder, "soc.pass"));
        var print = TestCertificates.WritePkcs12(file, passphrase);

        Shown(Opened(new CertificateOptions { CertificateFile = file, PassphraseFile = passphrase })).ShouldBe(print);
        Should.Throw<ConfigurationFault>(() => Opened(new CertificateOptions { CertificateFile = file })).Message.ShouldContain("PassphraseFile");
    }

    [Fact]
    public void A_certificate_for_something_else_is_refused()
    {
        _files.WriteForMail();

        Should.Throw<ConfigurationFault>(() => Opened()).Message.ShouldContain("not for servers");
    }

    [Theory]
    [InlineData(22, HealthStatus.Healthy, "in order")]
    [InlineData(21, HealthStatus.Degraded, "console: the certificate ends in 2")]
    [InlineData(-1, HealthStatus.Degraded, "console: the certificate ended on")]
    public async Task Readiness_speaks_of_the_end_three_weeks_before(int days, HealthStatus status, string text)
    {
        _files.Write(TestCertificates.Now.AddDays(-100), TestCertificates.Now.AddDays(days));
        using var doors = new DoorCertificates(new SocOptions { Console = new() { Certificate = Options() } }, _clock);
        doors.Open();

        var said = await doors.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);

        said.Status.ShouldBe(status);
        said.Description!.ShouldContain(text);
    }

    [Fact]
    public async Task Readiness_says_which_file_is_not_used()
    {
        _files.Write();
        using var doors = new DoorCertificates(new SocOptions { Http = new() { Certificate = Options() } }, _clock);
        doors.Open();
        TestCertificates.Put(_files.CertificateFile, "half a file", secret: false);
        doors.All[0].Check(TestCertificates.Now);
        doors.All[0].Check(TestCertificates.Now);

        var said = await doors.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);

        said.Status.ShouldBe(HealthStatus.Degraded);
        said.Description!.ShouldContain("intake: the new certificate is not used");
        said.Description!.ShouldContain("Soc:Http:Certificate");
    }

    private string Pair(string folder)
    {
        var print = _files.Write();
        Directory.CreateDirectory(folder);
        File.Copy(_files.CertificateFile, Path.Combine(folder, "soc.pem"));
        File.Copy(_files.KeyFile, Path.Combine(folder, "soc.key"));
        return print;
    }

    private CertificateOptions Options() => new() { CertificateFile = _files.CertificateFile, KeyFile = _files.KeyFile };

    private DoorCertificate Opened(CertificateOptions? options = null)
    {
        var door = new DoorCertificate("console", new CertificateFiles(options ?? Options(), "Soc:Console:Certificate"));
        door.Open();
        return door;
    }

    private static string Shown(DoorCertificate door) => door.ForHandshake().ServerCertificateContext!.TargetCertificate.Thumbprint;
}
