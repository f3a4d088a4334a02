using HaiPhongSoc.Operations.Accounts;

namespace HaiPhongSoc.Hosting;

/// <summary>Says at every start that a password alone opens the console.</summary>
internal sealed partial class SecondFactorWarning(AccountPolicy policy, ILogger<SecondFactorWarning> log)
{
    public void Tell()
    {
        if (!policy.RequiresSecondFactor)
            PasswordAlone();
    }

    [LoggerMessage(EventId = 1050, Level = LogLevel.Warning, Message = "DEMONSTRATION: Operations:Accounts:RequireSecondFactor is false, a password alone opens this console. Never for real data.")]
    private partial void PasswordAlone();
}
