namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>The real file system. .NET has no call that flushes a folder: that goes through libc.</summary>
internal sealed class DiskStoreFiles : IStoreFiles
{
    public void EnsureFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        Directory.CreateDirectory(path);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");
    }

    public void FlushFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    public void FlushFolder(string path) => FolderFlush.Run(path);

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    public void Delete(string path) => File.Delete(path);
}
