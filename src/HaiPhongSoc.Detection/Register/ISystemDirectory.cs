namespace HaiPhongSoc.Detection.Register;

/// <summary>
/// The register as detection sees it. The snapshot is immutable and swapped in one step; a reader takes it once per batch.
/// Implemented by Operations.
/// </summary>
public interface ISystemDirectory
{
    SystemDirectorySnapshot Current { get; }
}
