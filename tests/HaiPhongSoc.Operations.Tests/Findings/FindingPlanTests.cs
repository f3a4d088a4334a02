using CsCheck;
using HaiPhongSoc.Detection.Presence;
using HaiPhongSoc.Detection.Register;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Alerts;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Findings;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Findings;

/// <summary>Causes come and go in any order, the program starts again at any time: a cause has one row, open exactly while the cause stands.</summary>
public sealed class FindingPlanTests
{
    private const long Hour = 3_600_000_000;

    private static readonly FindingOptions Options = new() { ForgetAfter = TimeSpan.FromHours(5), SystemSilentAfter = TimeSpan.FromHours(3) };

    private static readonly SeverityRules Severities =
        SeverityRules.Read(File.ReadAllText(Path.Combine(RepositoryRoot.Of("rules"), "severity.yml")), "severity.yml", new List<DocumentFault>())!;

    private enum Step
    {
        Hear,
        Register,
        Flip,
        Wait,
        Turn,
        Restart,
    }

    [Fact]
    public void A_cause_has_one_row_that_is_open_exactly_while_it_stands() =>
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 3]).Array[1, 80].Sample(
            steps =>
            {
                using var city = new City();
                foreach (var (step, host) in steps)
                    city.Do(step, host);
                city.Do(Step.Turn, 0);
                city.Rows.Select(r => r.CauseKey).ShouldBeUnique(StringComparer.Ordinal);
            },
            iter: 150);

    /// <summary>The plan on one side, and what it has to come to, worked out naively, on the other.</summary>
    private sealed class City : ISystemDirectory, IDisposable
    {
        private readonly Ear _ear;
        private readonly bool[] _registered = new bool[4];
        private readonly long?[] _heard = new long?[4];
        private readonly bool[] _fresh = new bool[4];
        private readonly bool[] _expectedOpen = new bool[4];
        private readonly Dictionary<int, long> _reached = [];
        private PresenceTracker _tracker = new(100);
        private bool _mayBeInUse = true;
        private long? _gatedAt;
        private bool _gatedFresh;
        private bool _gatedOpen;
        private long _now = 1_000 * Hour;
        private long _written;

        public City() => _ear = new Ear(this, _tracker);

        public List<FindingRecord> Rows { get; } = [];

        public SystemDirectorySnapshot Current => new(
            1,
            [new SystemIdentity("dvc", "Cổng", 3, "o", "O", _mayBeInUse, true)],
            _registered.Index().Where(r => r.Item).Select(r => new AssetRecord("r", AssetKind.Host, $"h{r.Index}", 0, null, "dvc")));

        public void Dispose() => _ear.Dispose();

        public void Do(Step step, int host)
        {
            switch (step)
            {
                case Step.Hear:
                    Hear(host);
                    break;
                case Step.Register:
                    _registered[host] = !_registered[host];
                    break;
                case Step.Flip:
                    _mayBeInUse = !_mayBeInUse;
                    break;
                case Step.Wait:
                    _now += (host + 1) * Hour;
                    break;
                case Step.Turn:
                    Turn();
                    break;
                default:
                    Restart();
                    break;
            }
        }

        private void Hear(int host)
        {
            _ear.Hear(_now, $"h{host}", realm: "r");
            if (!_registered[host])
                (_heard[host], _fresh[host]) = (_now, true);
            else if (!_mayBeInUse)
                (_gatedAt, _gatedFresh) = (_now, true);
        }

        private void Turn()
        {
            var taken = _tracker.Take();
            foreach (var (partition, offset) in taken.Reached)
                _reached[partition] = offset;
            _written = _ear.Next;
            var ground = new FindingGround(
                Current,
                new Dictionary<string, SystemFact>(StringComparer.Ordinal) { ["dvc"] = new("dvc", "Cổng", "o", 3, _mayBeInUse, false, false) },
                [], [], new Dictionary<string, long>(StringComparer.Ordinal), Severities, Options, _now);
            var plan = new FindingPlan(Rows, ground);
            plan.Turn(Cause.Of(taken), [], 0);
            Rows.AddRange(plan.Added);
            Check();
        }

        private void Check()
        {
            for (var i = 0; i < 4; i++)
            {
                _expectedOpen[i] = (_expectedOpen[i] || _fresh[i]) && !_registered[i] && _now - _heard[i] < 5 * Hour;
                _fresh[i] = false;
                IsOpen($"3|r|h{i}").ShouldBe(_expectedOpen[i]);
            }

            _gatedOpen = (_gatedOpen || _gatedFresh) && !_mayBeInUse && _now - _gatedAt < 5 * Hour;
            _gatedFresh = false;
            IsOpen("1||dvc").ShouldBe(_gatedOpen);
        }

        private bool IsOpen(string key) => Rows.Exists(r => r.CauseKey == key && r.IsOpen);

        // What was not written down is in the spool still, and comes again; with it comes some of what was.
        private void Restart()
        {
            Turn();
            _tracker = new PresenceTracker(100);
            foreach (var (partition, offset) in _reached)
                _tracker.Skip(partition, offset);
            _ear.Restart(_tracker);
            _ear.Next = Math.Max(0, _written - 2);
            while (_ear.Next < _written)
                _ear.Hear(_now, "replayed", realm: "r");
        }
    }
}
