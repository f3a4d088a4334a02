using HaiPhongSoc.Operations.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Web.Tests.Hosting;

/// <summary>Accounts whose database is busy at one name.</summary>
internal sealed class BusyAccounts(
    IUserStore<Account> store, IOptions<IdentityOptions> options, IPasswordHasher<Account> hasher, IEnumerable<IUserValidator<Account>> users,
    IEnumerable<IPasswordValidator<Account>> passwords, ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<Account>> log)
    : UserManager<Account>(store, options, hasher, users, passwords, normalizer, errors, services, log)
{
    public const string Busy = "BAN";

    public override Task<Account?> FindByNameAsync(string userName) =>
        userName == Busy ? throw new SqliteException("database is locked", 5) : base.FindByNameAsync(userName);
}
