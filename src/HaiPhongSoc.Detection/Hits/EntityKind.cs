namespace HaiPhongSoc.Detection.Hits;

/// <summary>The numbers are stored: never renumber.</summary>
public enum EntityKind
{
    /// <summary>Địa chỉ nguồn.</summary>
    SourceAddress = 1,

    /// <summary>Máy (host.name).</summary>
    Host = 2,

    /// <summary>Tài khoản (user.name, with the host for local accounts).</summary>
    User = 3,

    /// <summary>Hệ thống thông tin.</summary>
    System = 4,

    /// <summary>Nguồn log.</summary>
    LogSource = 5,

    /// <summary>A custom group-by field of a rule: <c>field=value</c>.</summary>
    Field = 6,
}
