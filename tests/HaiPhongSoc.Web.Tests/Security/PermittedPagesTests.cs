using System.Reflection;
using HaiPhongSoc.EventStore;
using HaiPhongSoc.Operations.Permissions;
using HaiPhongSoc.Web.Search;
using HaiPhongSoc.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace HaiPhongSoc.Web.Tests.Security;

/// <summary>No page is reached, and no event read, past the permission table.</summary>
public sealed class PermittedPagesTests
{
    // Pages that belong to nobody's work: each says by itself who may open it.
    private static readonly string[] OfTheFrame =
    [
        "ErrorPage", "StatusPage", "NotFoundPage", "NotAllowedPage", "SignInPage", "AddFactorPage", "ChangePasswordPage", "SecondStepPage", "HomePage", "KioskLinkPage",
        "SignOnRefusedPage", "SignedOutPage",
    ];

    private static IEnumerable<Type> Types => typeof(ConsoleServices).Assembly.GetTypes();

    [Fact]
    public void Every_page_names_the_request_that_opens_it() =>
        Unpermitted(Types.Where(type => type.GetCustomAttributes<RouteAttribute>().Any())).ShouldBeEmpty();

    [Fact]
    public void A_page_without_a_permission_is_found() =>
        Unpermitted([typeof(Forgotten)]).ShouldBe([nameof(Forgotten)]);

    [Fact]
    public void What_a_page_names_has_a_row() =>
        Types.SelectMany(type => type.GetCustomAttributes().OfType<IMay>()).Select(may => may.Request)
            .ShouldAllBe(request => PermissionTable.ScopeOf(request) != null);

    [Fact]
    public void Only_one_place_reads_the_event_store() =>
        Types.Where(ReadsStore).ShouldBe([typeof(EventReading)]);

    [Fact]
    public void A_reader_of_the_store_is_found() =>
        ReadsStore(typeof(Forgotten)).ShouldBeTrue();

    private static IEnumerable<string> Unpermitted(IEnumerable<Type> pages) =>
        pages.Where(page => !page.GetCustomAttributes().OfType<IMay>().Any() && !OfTheFrame.Contains(page.Name, StringComparer.Ordinal)).Select(page => page.Name);

    private static bool ReadsStore(Type type) =>
        type.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => p.ParameterType == typeof(IEventStore))
        || type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(p => p.PropertyType == typeof(IEventStore));

    [Route("/quen")]
    [Authorize]
    private sealed class Forgotten(IEventStore store) : ComponentBase
    {
        public IEventStore Store { get; } = store;
    }
}
