using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>Replaces the actor's own password; clears <see cref="Account.MustChangePassword"/>. The policy is data of the regulation profile.</summary>
public sealed record ChangePassword(Actor Actor, string CurrentPassword, string NewPassword) : ICommand<Changed>
{
    // Passwords stay out of logs.
    public override string ToString() => $"ChangePassword {{ Actor = {Actor.AccountId} }}";
}
