namespace HaiPhongSoc.Intake.Spool.FilePort;

/// <summary>
/// The files of one directory as the spool needs them. Promises as POSIX gives them and no more: what was written is safe from a power cut after
/// <see cref="ISpoolFile.FlushData"/>; a name that was created or deleted is so after <see cref="FlushDirectory"/>.
/// Errors are <see cref="IOException"/>.
/// </summary>
internal interface ISpoolFiles
{
    /// <summary>The directory, for messages.</summary>
    string Location { get; }

    /// <summary>Takes the directory for this process until disposed.</summary>
    /// <exception cref="SpoolInUseException">Another process has it.</exception>
    IDisposable Lock();

    IReadOnlyList<string> List();

    /// <summary>An empty file for reading and writing; one of that name is emptied.</summary>
    ISpoolFile Create(string name);

    ISpoolFile OpenToWrite(string name);

    ISpoolFile OpenToRead(string name);

    void Delete(string name);

    void FlushDirectory();
}

/// <summary>One open file of the spool. Positional, so that readers need no lock.</summary>
internal interface ISpoolFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads at a position until the buffer is full or the file ends.</summary>
    int Read(Span<byte> buffer, long position);

    void Write(ReadOnlySpan<byte> bytes, long position);

    void Truncate(long length);

    /// <summary>fdatasync: the content and the length are on the disk when it returns.</summary>
    void FlushData();
}
