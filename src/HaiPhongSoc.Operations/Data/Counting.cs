using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Data;

internal static class Counting
{
    /// <summary>The count, exact up to <see cref="ListPage.CountCap"/>; one more where there are more.</summary>
    public static async Task<long> CountUpToCapAsync<T>(this IQueryable<T> records, CancellationToken cancellationToken) =>
        await records.Select(_ => 1).Take(ListPage.CountCap + 1).CountAsync(cancellationToken);
}
