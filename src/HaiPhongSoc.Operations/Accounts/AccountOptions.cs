namespace HaiPhongSoc.Operations.Accounts;

/// <summary>What an installation may decide of sign-in; all else is data of the regulation profile.</summary>
public sealed class AccountOptions
{
    /// <summary>False lets a password alone in: for a demonstration on one machine. Refused where the console listens beyond it.</summary>
    public bool RequireSecondFactor { get; set; } = true;
}
