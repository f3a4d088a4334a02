using System.Text;

namespace HaiPhongSoc.Operations.Audit.Anchors;

/// <summary>Appends to a file and flushes it to the disk, or to the share's server.</summary>
internal sealed class FileAnchorWay(string path) : IAnchorWay
{
    public string Name => "file";

    public async Task WriteAsync(AuditAnchor anchor, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
        await file.WriteAsync(Encoding.UTF8.GetBytes(AnchorText.Write(anchor) + "\n"), cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
