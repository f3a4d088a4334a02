namespace HaiPhongSoc.Operations.Load;

/// <summary>Fills a new database with the records of a busy year, for load commands. Never on a database with work in it.</summary>
public interface IYearOfWork
{
    /// <summary>
    /// Writes alerts and incidents as the corridor and people would have left them: nearly all closed, the newest open, spread over the year before
    /// now and over the systems of the register. The same numbers give the same records. SQLite only.
    /// </summary>
    /// <param name="alerts">How many alerts; a fifth of them stands in incidents, and each left an entry on the audit chain.</param>
    /// <param name="incidents">How many incidents.</param>
    /// <param name="cancellationToken">Ends it; what was written stays.</param>
    /// <exception cref="InvalidOperationException">There are alerts or incidents already.</exception>
    Task FillAsync(int alerts, int incidents, CancellationToken cancellationToken);
}
