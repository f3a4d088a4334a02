using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Data.Sqlite;

/// <summary>The model on SQLite; owns <c>Data/Migrations/Sqlite</c>.</summary>
internal sealed class SqliteOperationsContext(DbContextOptions<OperationsDbContext> options) : OperationsDbContext(options);
