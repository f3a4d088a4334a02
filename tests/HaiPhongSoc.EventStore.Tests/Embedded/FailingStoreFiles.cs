using HaiPhongSoc.EventStore.Embedded;

namespace HaiPhongSoc.EventStore.Tests.Embedded;

/// <summary>The real file system until step <paramref name="failAt"/> (from 0), which does not happen, nor does any after it: as if the power went.</summary>
internal sealed class FailingStoreFiles(int failAt) : IStoreFiles
{
    private readonly DiskStoreFiles _disk = new();

    /// <summary>What was done, in order: "flush x", "rename x"…</summary>
    public List<string> Steps { get; } = [];

    public bool Failed { get; private set; }

    public void EnsureFolder(string path)
    {
        if (!Directory.Exists(path))
            Step("folder", path, () => _disk.EnsureFolder(path));
    }

    public void FlushFile(string path) => Step("flush", path, () => _disk.FlushFile(path));

    public void FlushFolder(string path) => Step("flush-folder", path, () => _disk.FlushFolder(path));

    public void Rename(string from, string to) => Step("rename", to, () => _disk.Rename(from, to));

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        var copy = content.ToArray();
        Step("write", path, () => _disk.Write(path, copy));
    }

    public void Delete(string path) => Step("delete", path, () => _disk.Delete(path));

    private void Step(string what, string path, Action act)
    {
        if (Steps.Count >= failAt)
        {
            Failed = true;
            throw new IOException($"the power went before: {what} {path}");
        }

        Steps.Add($"{what} {Path.GetFileName(path)}");
        act();
    }
}
