using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace HaiPhongSoc.Intake.Spool.FilePort;

/// <summary>The spool's files in a directory of the disk. Made at once, with every folder above that is missing, durably.</summary>
internal sealed class DiskSpoolFiles : ISpoolFiles
{
    private const string LockName = "spool.lock";
    private const string OwnerName = "spool.owner"; // beside the lock, because what is locked cannot be read
    private const int WouldBlock = 11; // EWOULDBLOCK, flock(2)
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public DiskSpoolFiles(string directory)
    {
        Location = Path.GetFullPath(directory);
        MakeDurably(Location);
    }

    public string Location { get; }

    public IDisposable Lock()
    {
        var path = PathOf(LockName);
        FileStream held;
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            throw new SpoolInUseException(
                $"the spool directory {Location} is in use by process {Owner()}: stop that soc, or give this one a directory of its own (Intake:Spool:Directory)", e);
        }

        File.WriteAllText(PathOf(OwnerName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return held;
    }

    public IReadOnlyList<string> List() =>
        [.. new DirectoryInfo(Location).EnumerateFiles().Select(file => file.Name).Where(name => name is not (LockName or OwnerName))];

    public ISpoolFile Create(string name) => Open(name, FileMode.Create, FileAccess.ReadWrite);

    public ISpoolFile OpenToWrite(string name) => Open(name, FileMode.Open, FileAccess.ReadWrite);

    public ISpoolFile OpenToRead(string name) => Open(name, FileMode.Open, FileAccess.Read);

    public void Delete(string name) => File.Delete(PathOf(name));

    public void FlushDirectory() => Libc.FlushDirectory(Location);

    private DiskSpoolFile Open(string name, FileMode mode, FileAccess access)
    {
        var path = PathOf(name);
        return new DiskSpoolFile(File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete), path);
    }

    private string Owner() =>
        File.Exists(PathOf(OwnerName)) && int.TryParse(File.ReadAllText(PathOf(OwnerName)), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id.ToString(CultureInfo.InvariantCulture)
            : "another";

    private string PathOf(string name) => Path.Combine(Location, name);

    private static void MakeDurably(string directory)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("the spool flushes files and directories by fdatasync and fsync: run soc on Linux, or in a Linux container");
        if (Directory.Exists(directory))
            return;
        var above = Path.GetDirectoryName(directory);
        if (above is not null)
            MakeDurably(above);
        Directory.CreateDirectory(directory, OwnerOnly); // logs hold personal data
        if (above is not null)
            Libc.FlushDirectory(above);
    }

    private sealed class DiskSpoolFile(SafeFileHandle handle, string path) : ISpoolFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public int Read(Span<byte> buffer, long position)
        {
            var read = 0;
            while (read < buffer.Length)
            {
                var got = RandomAccess.Read(handle, buffer[read..], position + read);
                if (got == 0)
                    break;
                read += got;
            }

            return read;
        }

        public void Write(ReadOnlySpan<byte> bytes, long position) => RandomAccess.Write(handle, bytes, position);

        public void Truncate(long length) => RandomAccess.SetLength(handle, length);

        public void FlushData() => Libc.FlushData(handle, path);

        public void Dispose() => handle.Dispose();
    }
}
