using Microsoft.AspNetCore.Http;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>Single values of a form that was sent, for forms of which a page has many.</summary>
internal static class FormValues
{
    /// <summary>The value; empty where there is none or several.</summary>
    public static string Form(this HttpContext context, string name) =>
        context.Request.HasFormContentType && context.Request.Form[name] is [{ } value] ? value : "";
}
