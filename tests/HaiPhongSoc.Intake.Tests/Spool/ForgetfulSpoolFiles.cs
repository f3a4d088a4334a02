using HaiPhongSoc.Intake.Spool;
using HaiPhongSoc.Intake.Spool.FilePort;

namespace HaiPhongSoc.Intake.Tests.Spool;

/// <summary>What the twin was asked to do, in order.</summary>
public enum FileOperation
{
    Create,
    Write,
    Truncate,
    FlushData,
    Delete,
    FlushDirectory,
}

/// <summary>The power went off: this and every later operation fails.</summary>
public sealed class PowerCutException() : IOException("the power went off");

/// <summary>
/// Files in memory that keep only what POSIX promises: after <see cref="Restart"/> every write and every name that was not flushed is forgotten, or survives in part. Every operation can be
/// the last one before a power cut, and every operation can fail.
/// </summary>
internal sealed class ForgetfulSpoolFiles : ISpoolFiles
{
    private readonly Lock _gate = new();
    private Dictionary<string, Content> _live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Content> _durable = new(StringComparer.Ordinal);
    private readonly List<Action<Dictionary<string, Content>>> _pendingNames = [];
    private bool _locked;

    /// <summary>Every operation so far, with its file's name.</summary>
    public List<(FileOperation Operation, string Name)> Log { get; } = [];

    /// <summary>The power goes off when so many operations have been done; the operation itself is not done.</summary>
    public int PowerCutAt { get; set; } = int.MaxValue;

    /// <summary>Asked before each operation; what it returns is thrown. A write that fails has written half, a flush that fails has thrown away what it should have written.</summary>
    public Func<FileOperation, string, Exception?> Fails { get; set; } = static (_, _) => null;

    /// <summary>Called with each operation that succeeded.</summary>
    public Action<FileOperation, string> Done { get; set; } = static (_, _) => { };

    public string Location => "/forgetful";

    public int Operations => Log.Count;

    public static IOException DiskFull() => new("no space left on device", 28);

    public static IOException DiskError() => new("input/output error", 5);

    public IDisposable Lock()
    {
        if (_locked)
            throw new SpoolInUseException("in use");
        _locked = true;
        return new Held(this);
    }

    public IReadOnlyList<string> List()
    {
        lock (_gate)
            return [.. _live.Keys];
    }

    public ISpoolFile Create(string name)
    {
        Do(FileOperation.Create, name, () =>
        {
            if (_live.TryGetValue(name, out var existing))
            {
                existing.Pend(new Change(0, [], TruncateTo: 0));
                return;
            }

            var content = new Content();
            ChangeNames(names => names[name] = content);
        });
        return OpenToWrite(name);
    }

    public ISpoolFile OpenToWrite(string name) => OpenToRead(name);

    public ISpoolFile OpenToRead(string name)
    {
        lock (_gate)
            return _live.TryGetValue(name, out var content) ? new MemoryFile(this, name, content) : throw new FileNotFoundException(name);
    }

    public void Delete(string name) => Do(FileOperation.Delete, name, () => ChangeNames(names => names.Remove(name)));

    public void FlushDirectory() => Do(FileOperation.FlushDirectory, "", () =>
    {
        foreach (var change in _pendingNames)
            change(_durable);
        _pendingNames.Clear();
    });

    /// <summary>The files as the next start finds them. Without randomness nothing survives that was not flushed; with it, any part of it may.</summary>
    public ForgetfulSpoolFiles Restart(Random? random = null)
    {
        lock (_gate)
        {
            // Names reach a journalled disk in order: some of the first changes survive.
            foreach (var change in _pendingNames.Take(random?.Next(_pendingNames.Count + 1) ?? 0))
                change(_durable);
            var next = new ForgetfulSpoolFiles();
            foreach (var (name, content) in _durable)
                next._durable[name] = next._live[name] = content.Survive(random);
            return next;
        }
    }

    /// <summary>The process died but the machine did not: everything written is there, flushed or not.</summary>
    public void ReleaseLock() => _locked = false;

    /// <summary>Damages one byte on the disk.</summary>
    public void Flip(string name, long position, byte mask)
    {
        lock (_gate)
            _live[name].Flip(position, mask);
    }

    public long LengthOf(string name)
    {
        lock (_gate)
            return _live[name].Bytes.Length;
    }

    private void ChangeNames(Action<Dictionary<string, Content>> change)
    {
        change(_live);
        _pendingNames.Add(change);
    }

    private void Do(FileOperation operation, string name, Action action, Action? whenFailing = null)
    {
        lock (_gate)
        {
            if (Log.Count >= PowerCutAt)
                throw new PowerCutException();
            Log.Add((operation, name));
            if (Fails(operation, name) is { } failure)
            {
                whenFailing?.Invoke();
                throw failure;
            }

            action();
            Done(operation, name);
        }
    }

    private sealed class Held(ForgetfulSpoolFiles files) : IDisposable
    {
        public void Dispose() => files._locked = false;
    }

    private sealed class MemoryFile(ForgetfulSpoolFiles files, string name, Content content) : ISpoolFile
    {
        public long Length
        {
            get
            {
                lock (files._gate)
                    return content.Bytes.Length;
            }
        }

        public int Read(Span<byte> buffer, long position)
        {
            lock (files._gate)
            {
                var count = (int)Math.Clamp(content.Bytes.Length - position, 0, buffer.Length);
                content.Bytes.AsSpan((int)Math.Min(position, content.Bytes.Length), count).CopyTo(buffer);
                return count;
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long position)
        {
            var copy = bytes.ToArray();
            files.Do(
                FileOperation.Write,
                name,
                () => content.Pend(new Change(position, copy, null)),
                () => content.Pend(new Change(position, copy[..(copy.Length / 2)], null)));
        }

        public void Truncate(long length) => files.Do(FileOperation.Truncate, name, () => content.Pend(new Change(0, [], length)));

        public void FlushData() => files.Do(FileOperation.FlushData, name, content.Flush, content.LoseWhatIsPending);

        public void Dispose()
        {
        }
    }

    private sealed record Change(long Position, byte[] Bytes, long? TruncateTo);

    private sealed class Content
    {
        private byte[] _onDisk = [];
        private readonly List<Change> _pending = [];

        public byte[] Bytes { get; private set; } = [];

        public void Pend(Change change)
        {
            Bytes = Apply(Bytes, change);
            _pending.Add(change);
        }

        public void Flush()
        {
            // Not "what is seen now": what an earlier failed flush threw away stays away until it is written again.
            foreach (var change in _pending)
                _onDisk = Apply(_onDisk, change);
            _pending.Clear();
        }

        public void LoseWhatIsPending() => _pending.Clear();

        public void Flip(long position, byte mask) => Bytes[position] ^= mask;

        public Content Survive(Random? random)
        {
            var bytes = _onDisk;
            foreach (var change in random is null ? [] : _pending)
            {
                // A write may be torn anywhere, or wholly missing while a later one is there.
                var part = random!.Next(3) switch { 0 => 0, 1 => random.Next(change.Bytes.Length + 1), _ => change.Bytes.Length };
                if (change.TruncateTo is not null ? random.Next(2) == 0 : part > 0)
                    bytes = Apply(bytes, change with { Bytes = change.Bytes[..part] });
            }

            return new Content { _onDisk = bytes, Bytes = (byte[])bytes.Clone() };
        }

        private static byte[] Apply(byte[] bytes, Change change)
        {
            var length = change.TruncateTo ?? Math.Max(bytes.Length, change.Position + change.Bytes.Length);
            var changed = new byte[length];
            bytes.AsSpan(0, (int)Math.Min(bytes.Length, length)).CopyTo(changed);
            change.Bytes.CopyTo(changed.AsSpan((int)change.Position));
            return changed;
        }
    }
}
