using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing.Template;

namespace HaiPhongSoc.Web.Frame;

/// <summary>Which page an address shows, by the routes that the pages themselves carry.</summary>
internal static class PageAddresses
{
    private static readonly (TemplateMatcher Route, Type Page)[] Routes =
    [
        .. typeof(PageAddresses).Assembly.GetTypes()
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>(), (page, route) => (new TemplateMatcher(TemplateParser.Parse(route.Template[1..]), []), page)),
    ];

    /// <summary>The page, or null where the address (path and query, as a form may bring it) is none of ours.</summary>
    public static Type? Find(string? address)
    {
        if (string.IsNullOrEmpty(address) || address[0] != '/')
            return null;
        var end = address.AsSpan().IndexOfAny('?', '#');
        var path = Uri.UnescapeDataString(end < 0 ? address : address[..end]);
        return Routes.Where(route => route.Route.TryMatch(path, [])).OrderBy(route => route.Route.Template.Parameters.Count).FirstOrDefault().Page;
    }
}
