namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>What sealing asks of the file system, small enough for a twin that fails at any step. DuckDB itself writes the content of segment files.</summary>
internal interface IStoreFiles
{
    /// <summary>Creates the folder where it is missing, and makes its entry in its parent durable.</summary>
    void EnsureFolder(string path);

    /// <summary>The content of the file is durable when this returns.</summary>
    void FlushFile(string path);

    /// <summary>Renames and names in the folder are durable when this returns.</summary>
    void FlushFolder(string path);

    /// <summary>Within one folder; replaces what is there.</summary>
    void Rename(string from, string to);

    void Write(string path, ReadOnlySpan<byte> content);

    void Delete(string path);
}
