using HaiPhongSoc.Configuration;

namespace HaiPhongSoc.Hosting;

/// <summary>Plain HTTP beside a console that speaks TLS: it tells the way and takes nothing.</summary>
internal static class RedirectDoor
{
    public static void UseRedirectDoor(this WebApplication app, SocOptions options)
    {
        if (options.Console.RedirectPort is null)
            return;
        var address = new Uri(options.Console.PublicUrl).GetLeftPart(UriPartial.Authority);
        app.UseWhen(static context => context.CameIn(ListenerRole.Redirect), door => door.Run(context =>
        {
            // A form that came in clear is not asked for again over TLS: what it held is known by then.
            if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
                context.Response.Redirect(address + context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent(), permanent: true, preserveMethod: true);
            else
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }));
    }
}
