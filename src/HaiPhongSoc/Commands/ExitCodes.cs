namespace HaiPhongSoc.Commands;

/// <summary>What <c>soc</c> ends with; the same numbers for every command, so that scripts can rely on them.</summary>
internal static class ExitCodes
{
    /// <summary>Done; nothing found.</summary>
    public const int Ok = 0;

    /// <summary>Done; something was found (hits, refused rules, overdue duties).</summary>
    public const int Found = 1;

    /// <summary>Bad input: an argument, a configuration key, a rule or a record file is wrong. Mend it and try again.</summary>
    public const int BadInput = 2;

    /// <summary>The environment does not allow it: a port is taken, a disk is full, a folder is not readable.</summary>
    public const int Environment = 3;
}
