namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>One process at a time: the file <c>lock</c> is held open.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    public StoreLock(string directory)
    {
        var path = Path.Combine(directory, "lock");
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new IOException($"EventStore:Directory {directory} is in use by another process: stop that one, or name another folder", taken);
        }
    }

    public void Dispose() => _file.Dispose();
}
