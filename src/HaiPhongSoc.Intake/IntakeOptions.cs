using HaiPhongSoc.Intake.Listening;
using HaiPhongSoc.Intake.Sources;
using HaiPhongSoc.Intake.Spool;

namespace HaiPhongSoc.Intake;

/// <summary>Everything about how records come in and are kept until they are processed. The host binds the section <c>Intake</c>.</summary>
public sealed class IntakeOptions
{
    /// <summary>The name of the section that the host binds.</summary>
    public const string SectionName = "Intake";

    /// <summary>The source id of a record whose sender nobody declared.</summary>
    public const string UnknownSource = "unknown";

    /// <summary>The realm (vùng mạng) of a record whose sender nobody declared. Default <c>unknown</c>.</summary>
    public string DefaultRealm { get; set; } = "unknown";

    public SpoolOptions Spool { get; init; } = new();

    public SyslogOptions Syslog { get; init; } = new();

    public HttpIntakeOptions Http { get; init; } = new();

    /// <summary>The senders that are known, by id.</summary>
    public IList<SourceOptions> Sources { get; init; } = [];
}
