namespace HaiPhongSoc.Operations.Audit.Anchors;

/// <summary>One way off the machine.</summary>
internal interface IAnchorWay
{
    /// <summary>file, syslog or mail.</summary>
    string Name { get; }

    /// <summary>Returns when the other side has it, as far as the way can know; throws where it has not.</summary>
    Task WriteAsync(AuditAnchor anchor, CancellationToken cancellationToken);
}
