namespace HaiPhongSoc.Web.Frame;

/// <summary>Addresses of the console's pages, so that no link is spelled twice.</summary>
internal static class Paths
{
    /// <summary>Leads everybody to what their role sees first (<see cref="Menu"/>).</summary>
    public const string Home = "/";
    public const string Shift = "/truc-ca";
    public const string MyWork = "/viec-cua-toi";
    public const string Board = "/bang-truc";
    public const string Alerts = "/canh-bao";
    public const string Incidents = "/su-co";
    public const string Search = "/tim-kiem";
    public const string Systems = "/he-thong";
    public const string SystemMap = "/ban-do-he-thong";
    public const string AntiMalware = "/phong-chong-ma-doc";
    public const string NewSystem = "/dang-ky-he-thong";
    public const string Exchange = "/nhap-xuat";
    public const string ImportSystems = "/nhap-he-thong";
    public const string ImportRecords = "/nhap-ho-so";

    /// <summary>The register, or the template of its assets, as a file: a form of the frame posts to it.</summary>
    public const string RegisterFile = "/nhap-xuat/tep";
    public const string Findings = "/phat-hien";
    public const string Duties = "/nghia-vu";

    /// <summary>What calendar programs read without signing in: a link's secret and <c>.ics</c> follow.</summary>
    public const string Calendar = "/lich";
    public const string Organisations = "/to-chuc";
    public const string Regulation = "/quy-dinh";
    public const string Profile = "/quy-dinh/thay-doi";
    public const string Level = "/cap-do";
    public const string BoardOpen = "/bang-truc/mo";
    public const string Accounts = "/quan-tri/tai-khoan";
    public const string ServiceAccounts = "/quan-tri/tai-khoan-dich-vu";
    public const string Screens = "/quan-tri/man-hinh";
    public const string ImportRegister = "/quan-tri/so-dang-ky";
    public const string Letters = "/quan-tri/thu";
    public const string Audit = "/kiem-toan";

    /// <summary>The download of the chain: a form of the frame posts to it.</summary>
    public const string AuditExport = "/kiem-toan/xuat";
    public const string Approvals = "/phe-duyet";
    public const string SignIn = "/dang-nhap";
    public const string SecondStep = "/dang-nhap/buoc-hai";

    /// <summary>Gives a browser the challenge that its passkey answers at sign-in.</summary>
    public const string SignInChallenge = "/dang-nhap/khoa";
    public const string MyAccount = "/tai-khoan";
    public const string AddFactor = "/tai-khoan/buoc-hai";

    /// <summary>The same for a new passkey.</summary>
    public const string NewPasskeyChallenge = "/tai-khoan/khoa";

    /// <summary>The person did something: the idle time begins anew.</summary>
    public const string StillHere = "/phien/con-day";

    /// <summary>Opens a locked session without leaving the page.</summary>
    public const string Unlock = "/phien/mo-khoa";

    /// <summary>The way to the provider of single sign-on; what belongs to it lies below.</summary>
    public const string SignOn = "/dang-nhap/thanh-pho";
    public const string SignOnReturn = SignOn + "/ve";
    public const string SignOnLeave = SignOn + "/ra";
    public const string SignOnLeft = SignOn + "/da-ra";
    public const string SignOnRefused = SignOn + "/loi";
    public const string SignedOut = "/da-dang-xuat";
    public const string SignOut = "/dang-xuat";
    public const string ChangePassword = "/doi-mat-khau";
    public const string Preferences = "/tuy-chon";
    public const string NotFound = "/khong-tim-thay";
    public const string NotAllowed = "/khong-duoc-phep";
    public const string Error = "/loi";

    /// <summary>What is shown for an answer without a body, by its status code.</summary>
    public const string Status = "/trang-thai";

    /// <summary>The query parameter that says where to go after signing in.</summary>
    public const string ReturnParameter = "ve";

    public static string Incident(string number) => $"{Incidents}/{Uri.EscapeDataString(number)}";

    public static string Account(string id) => $"{Accounts}/{Uri.EscapeDataString(id)}";

    public static string ServiceAccount(string id) => $"{ServiceAccounts}/{Uri.EscapeDataString(id)}";

    public static string System(string code) => $"{Systems}/{Uri.EscapeDataString(code)}";

    public static string SystemLevel(string code) => $"{System(code)}/cap-do";

    public static string SystemRecord(string code) => $"{System(code)}/ho-so";

    public static string Organisation(string code) => $"{Organisations}/{Uri.EscapeDataString(code)}";

    public static string SecondStepTo(string localUrl) => $"{SecondStep}?{ReturnParameter}={Uri.EscapeDataString(localUrl)}";

    /// <summary>The query parameter that holds the code of a refusal.</summary>
    public const string FaultParameter = "ma";

    public static string SignOnRefusedFor(string code) => $"{SignOnRefused}?{FaultParameter}={Uri.EscapeDataString(code)}";

    public static string SignOnTo(string localUrl) => $"{SignOn}?{ReturnParameter}={Uri.EscapeDataString(localUrl)}";

    public static string SignInTo(string localUrl) => $"{SignIn}?{ReturnParameter}={Uri.EscapeDataString(localUrl)}";
}
