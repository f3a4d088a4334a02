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
    public const string Duties = "/nghia-vu";
    public const string SignIn = "/dang-nhap";
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

    public static string System(string code) => $"{Systems}/{Uri.EscapeDataString(code)}";

    public static string SignInTo(string localUrl) => $"{SignIn}?{ReturnParameter}={Uri.EscapeDataString(localUrl)}";
}
