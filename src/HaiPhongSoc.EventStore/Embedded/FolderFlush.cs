using System.Runtime.InteropServices;
using System.Text;
using static Tmds.Linux.LibC;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>fsync of a folder. The only unsafe code of the project: a path is handed to <c>open(2)</c>, because .NET opens no folders.</summary>
internal static class FolderFlush
{
    public static void Run(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;

        var descriptor = Open(path);
        try
        {
            if (fsync(descriptor) < 0)
                throw Failed("flush the folder", path);
        }
        finally
        {
            _ = close(descriptor); // opened for reading only: nothing that closing could lose
        }
    }

    private static unsafe int Open(string path)
    {
        fixed (byte* utf8 = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var descriptor = open(utf8, O_RDONLY | O_DIRECTORY | O_CLOEXEC, default);
            return descriptor >= 0 ? descriptor : throw Failed("open the folder", path);
        }
    }

    private static IOException Failed(string what, string path)
    {
        var error = errno;
        return new IOException($"cannot {what} {path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }
}
