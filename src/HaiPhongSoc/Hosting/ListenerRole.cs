using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HaiPhongSoc.Hosting;

/// <summary>
/// What a listening address is for. It is noted on the connection when it is accepted, so that no header can pretend to have come in
/// by another door.
/// </summary>
internal static class ListenerRole
{
    public const string Console = "console";
    public const string Intake = "intake";
    public const string Management = "management";
    public const string Redirect = "redirect";

    private static readonly object Key = new();

    public static void Mark(this ListenOptions listener, string role) =>
        listener.Use(next => connection =>
        {
            connection.Items[Key] = role;
            return next(connection);
        });

    public static bool CameIn(this HttpContext context, string role) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var noted) == true && noted is string text && text == role;
}
