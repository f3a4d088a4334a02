using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HaiPhongSoc.Operations.Tests;

/// <summary>The machine dies at the last moment: everything was written, the commit never came.</summary>
internal sealed class CommitBreaker : DbTransactionInterceptor
{
    public bool IsArmed { get; set; }

    /// <summary>How many commits were broken.</summary>
    public int Broken { get; private set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (!IsArmed)
            return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
        Broken++;
        throw new IOException("the power is gone");
    }
}
