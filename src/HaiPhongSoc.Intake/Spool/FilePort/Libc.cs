using System.Text;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace HaiPhongSoc.Intake.Spool.FilePort;

/// <summary>
/// The two flushes that .NET has no call for: fdatasync of a file, and fsync of a directory. The only unsafe code of the project: a path is
/// handed to <c>open(2)</c>, because .NET opens no directories.
/// </summary>
internal static class Libc
{
    public static void FlushData(SafeFileHandle file, string path)
    {
        int result;
        do
        {
            result = fdatasync((int)file.DangerousGetHandle());
        }
        while (result < 0 && errno == EINTR);
        GC.KeepAlive(file);
        if (result < 0)
            throw Failed("flush", path);
    }

    public static void FlushDirectory(string path)
    {
        var descriptor = OpenDirectory(path);
        try
        {
            if (fsync(descriptor) < 0)
                throw Failed("flush the directory", path);
        }
        finally
        {
            _ = close(descriptor); // opened for reading only: nothing that closing could lose
        }
    }

    private static unsafe int OpenDirectory(string path)
    {
        fixed (byte* utf8 = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var descriptor = open(utf8, O_RDONLY | O_DIRECTORY | O_CLOEXEC, default);
            return descriptor >= 0 ? descriptor : throw Failed("open the directory", path);
        }
    }

    private static IOException Failed(string what, string path)
    {
        var error = errno;
        return new IOException($"cannot {what} {path}: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}", error);
    }
}
