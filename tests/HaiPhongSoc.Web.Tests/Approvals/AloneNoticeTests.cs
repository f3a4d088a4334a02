using Bunit;
using HaiPhongSoc.Operations.Accounts;
using HaiPhongSoc.Operations.Approvals;
using HaiPhongSoc.Operations.Feed;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Web.Approvals;
using HaiPhongSoc.Web.Language;
using HaiPhongSoc.Web.Tests.Pages;
using MudBlazor;
using NSubstitute;

namespace HaiPhongSoc.Web.Tests.Approvals;

/// <summary>What somebody did alone stands over every page of those who may judge it, comes at once and goes when one of them did.</summary>
public sealed class AloneNoticeTests : BunitContext
{
    private readonly IOperations _operations = Substitute.For<IOperations>();
    private readonly Told _feed = new();
    private ApprovalCounts _counts = new(0, 0, []);

    public AloneNoticeTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.SignIn(RoleNames.ShiftLead);
        Services.AddSingleton<Words>();
        Services.AddSingleton(_operations);
        Services.AddSingleton<IOperationsFeed>(_feed);
        Services.AddSingleton(Substitute.For<ISnackbar>());
        Services.AddSingleton(TimeProvider.System);
        _operations.SendAsync(Arg.Any<CountApprovals>(), Arg.Any<CancellationToken>()).ReturnsForAnyArgs(_ => Task.FromResult((Outcome<ApprovalCounts>)_counts));
    }

    [Fact]
    public void It_is_shouted_the_moment_it_happens_and_stands_until_it_was_reviewed()
    {
        var notice = Render<AloneNotice>();
        notice.FindAll("[data-testid=acted-alone]").ShouldBeEmpty();

        _counts = new(0, 1, [new(1, 1, new Wording("gỡ xác thực hai lớp của <b>Lan</b>", "reset"), "không ai trực", "Đặng Thị Trị", 0, 0, true, false)]);
        _feed.Tell(new ActedAlone(0, 1, "Đặng Thị Trị", Wording.Empty));
        notice.WaitForAssertion(() => notice.Find("[data-testid=acted-alone]").TextContent.ShouldContain("Đặng Thị Trị"), TimeSpan.FromSeconds(60));
        notice.Find("[role=alert]").TextContent.ShouldContain("<b>Lan</b>", Case.Sensitive, "names are text");
        notice.Find("a").GetAttribute("href").ShouldBe("/phe-duyet");

        _counts = new(0, 0, []);
        _feed.Tell(new ApprovalChanged(0, 1));
        notice.WaitForAssertion(() => notice.FindAll("[data-testid=acted-alone]").ShouldBeEmpty(), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void The_badge_counts_what_waits_for_this_person()
    {
        _counts = new(2, 1, []);
        var badge = Render<ApprovalBadge>();
        badge.Find("[data-testid=approval-badge] [aria-hidden]").TextContent.ShouldBe("3");

        _counts = new(0, 0, []);
        _feed.Tell(new ApprovalChanged(0, 1));
        badge.WaitForAssertion(() => badge.FindAll("[data-testid=approval-badge]").ShouldBeEmpty(), TimeSpan.FromSeconds(60));
    }

    private sealed class Told : IOperationsFeed
    {
        private readonly System.Threading.Channels.Channel<OperationsFact> _facts = System.Threading.Channels.Channel.CreateUnbounded<OperationsFact>();

        public void Tell(OperationsFact fact) => _facts.Writer.TryWrite(fact);

        public IAsyncEnumerable<OperationsFact> ReadAsync(CancellationToken cancellationToken) => _facts.Reader.ReadAllAsync(cancellationToken);
    }
}
