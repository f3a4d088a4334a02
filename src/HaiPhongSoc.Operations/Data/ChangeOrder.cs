using System.Linq.Expressions;
using HaiPhongSoc.Operations.Mediation;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Data;

/// <summary>
/// Lists in the order of change, for whoever keeps a copy: asked again with the cursor of the last answer, everything that has changed since comes once,
/// also while others write. A record that changes during the walk comes at its end, as it then is.
/// </summary>
internal sealed class ChangeOrder(OperationsDbContext database, OperationsDatabase store)
{
    /// <summary>Up to <paramref name="take"/> records after the cursor, and the cursor to go on with: there is always one.</summary>
    /// <param name="id">The tie-breaker of one mark.</param>
    public async Task<Outcome<(List<T> Items, string Cursor, bool More)>> PageAsync<T>(
        IQueryable<T> matching, Expression<Func<T, long>> id, string? cursor, int take, CancellationToken cancellationToken)
        where T : class, IMarked
    {
        if (!Cursor.TryRead(cursor, 2, out var after))
            return Faults.Cursor;
        var horizon = await store.HorizonAsync(database, cancellationToken);
        var (mark, last) = after is [var m, var i] ? (m, i) : (-1, -1);

        // A cursor from before a restored backup would pass over what was changed since.
        if (mark >= horizon)
            return Faults.Cursor;
        var records = await matching
            .Where(r => r.ChangeMark < horizon && r.ChangeMark >= mark)
            .OrderBy(r => r.ChangeMark).ThenBy(id)
            .Where(After(id, mark, last))
            .Take(take + 1)
            .ToListAsync(cancellationToken);
        var shown = records.Take(take).ToList();
        var next = shown.Count == 0 ? cursor ?? Cursor.Write(-1, -1) : Cursor.Write(shown[^1].ChangeMark, id.Compile()(shown[^1]));
        return (shown, next, records.Count > take);
    }

    private static Expression<Func<T, bool>> After<T>(
        Expression<Func<T, long>> id, long mark, long last)
        where T : class, IMarked
    {
        var record = id.Parameters[0];
        var marked = Expression.Property(record, nameof(IMarked.ChangeMark));
        return Expression.Lambda<Func<T, bool>>(
            Expression.OrElse(
                Expression.GreaterThan(marked, Expression.Constant(mark)),
                Expression.GreaterThan(id.Body, Expression.Constant(last))),
            record);
    }
}
