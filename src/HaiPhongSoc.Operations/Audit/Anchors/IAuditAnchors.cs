namespace HaiPhongSoc.Operations.Audit.Anchors;

/// <summary>How an anchor went by one way.</summary>
/// <param name="Fault">Null = it arrived.</param>
public sealed record AnchorResult(string Way, string? Fault);

/// <summary>Brings statements about the chain off the machine.</summary>
public interface IAuditAnchors
{
    /// <summary>The ways that are configured: file, syslog, mail.</summary>
    IReadOnlyList<string> Ways { get; }

    /// <summary>A statement of what the chain is now; null where nothing is sealed yet.</summary>
    /// <exception cref="OperationsConfigurationException">The key is missing.</exception>
    Task<AuditAnchor?> DropAsync(CancellationToken cancellationToken);

    /// <summary>Sends it by every way; one that fails keeps no other. How it went is kept for the page of the chain.</summary>
    Task<IReadOnlyList<AnchorResult>> WriteAsync(AuditAnchor anchor, CancellationToken cancellationToken);
}
