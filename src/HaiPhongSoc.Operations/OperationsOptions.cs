using System.ComponentModel.DataAnnotations;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Accounts.Tokens;
using HaiPhongSoc.Operations.AntiMalware;
using HaiPhongSoc.Operations.Audit;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Operations.Mail;

namespace HaiPhongSoc.Operations;

/// <summary>The host binds and validates these at start.</summary>
public sealed class OperationsOptions
{
    /// <summary>UTC+7 all year.</summary>
    public const string DefaultTimeZone = "Asia/Ho_Chi_Minh";

    /// <summary>Where <c>operations.db</c> and <c>schedule.db</c> live (SQLite); created if missing.</summary>
    [Required]
    public string DataDirectory { get; set; } = "";

    /// <summary>SQLite in <see cref="DataDirectory"/> unless told otherwise.</summary>
    public DatabaseOptions Database { get; set; } = new();

    /// <summary>The folder <c>rules/</c>: <c>severity.yml</c> and <c>regulation/</c> are read from it.</summary>
    [Required]
    public string RulesDirectory { get; set; } = "rules";

    [Required]
    public string PlaybooksDirectory { get; set; } = "playbooks";

    /// <summary>A register file that is imported at every start (the same content changes nothing); empty = none.</summary>
    public string RegisterFile { get; set; } = "";

    /// <summary>The regulation profile in force: <c>rules/regulation/&lt;name&gt;.yml</c>.</summary>
    [Required]
    public string RegulationProfile { get; set; } = "vn-2026";

    /// <summary>The zone in which days of law begin and end, and in which people read every time.</summary>
    [Required]
    public string TimeZone { get; set; } = DefaultTimeZone;

    /// <summary>The city as duties name it.</summary>
    [Required]
    public string CityName { get; set; } = "Thành phố Hải Phòng";

    /// <summary>Whom an owner calls at the centre at any hour, for example <c>Trực SOC 0225 3 123 456</c>; shown as it stands.</summary>
    public string CentreContact { get; set; } = "";

    /// <summary>The name of the account that the first start creates.</summary>
    [Required]
    public string FirstAccountName { get; set; } = "admin";

    /// <summary>False leaves Quartz out (tools that only read); duties are then only brought up to date at start.</summary>
    public bool RunScheduler { get; set; } = true;

    public TokenOptions Tokens { get; init; } = new();

    public AccountOptions Accounts { get; init; } = new();

    public AuditOptions Audit { get; init; } = new();

    public MailOptions Mail { get; init; } = new();

    public AntiMalwareOptions AntiMalware { get; init; } = new();

    public FindingOptions Findings { get; init; } = new();
}
