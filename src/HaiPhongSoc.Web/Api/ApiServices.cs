using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace HaiPhongSoc.Web.Api;

internal static class ApiServices
{
    public static void AddApi(this IServiceCollection services, ApiLimits limits)
    {
        services.AddSingleton(limits);
        services.AddSingleton<ApiDoor>();
        services.AddSingleton<RateGate>();
        ApiAuthentication.Add(new AuthenticationBuilder(services));
        ApiDocument.Add(services);
    }
}
