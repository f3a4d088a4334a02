namespace HaiPhongSoc.Operations.Permissions;

/// <summary>How far a role reaches with a request.</summary>
public enum Extent
{
    None = 0,

    /// <summary>The actor's own account.</summary>
    Self = 1,

    /// <summary>Records of the systems that the actor's organisation (or one below it) owns or operates.</summary>
    Organisation = 2,

    /// <summary>Every record of the city.</summary>
    City = 3,
}
