using Microsoft.Extensions.Time.Testing;

namespace HaiPhongSoc.Testing;

/// <summary>
/// A clock that a test moves by days: a timer with a period fires once where it is leapt over, as after a machine has slept, and not once for every
/// period in between (<see cref="FakeTimeProvider"/> makes 86,400 calls of a day and of a timer of one second).
/// </summary>
public sealed class LeapingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Leaping(callback, state, (fire, due) => base.CreateTimer(fire, null, due, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Leaping : ITimer
    {
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _once;
        private TimeSpan _period;

        public Leaping(TimerCallback callback, object? state, Func<TimerCallback, TimeSpan, ITimer> once)
        {
            (_callback, _state) = (callback, state);
            _once = once(_ => Fire(), Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            return _once.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _once.Dispose();

        public ValueTask DisposeAsync() => _once.DisposeAsync();

        private void Fire()
        {
            if (_period > TimeSpan.Zero)
                _once.Change(_period, Timeout.InfiniteTimeSpan);
            _callback(_state);
        }
    }
}
