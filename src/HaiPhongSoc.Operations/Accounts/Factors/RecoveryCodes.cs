using System.Security.Cryptography;
using System.Text;
using HaiPhongSoc.Operations.Data;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Accounts.Factors;

/// <summary>Makes and finds recovery codes. Sixteen of 32 characters are 80 bits: a plain hash with the account in it is enough against whoever reads the table.</summary>
internal sealed class RecoveryCodes(OperationsDbContext database, CityTime time)
{
    public const int Count = 10;

    // Without those that look alike on paper.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 16;
    private const int Group = 4;

    /// <summary>Ten new codes; those before are void.</summary>
    public async Task<IReadOnlyList<string>> RenewAsync(string accountId, CancellationToken cancellationToken)
    {
        await VoidAsync(accountId, cancellationToken);
        List<string> codes = [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length))];
        foreach (var code in codes)
            database.Add(new RecoveryCodeRecord { AccountId = accountId, Hash = HashOf(accountId, code), CreatedAt = time.Now });
        return [.. codes.Select(code => string.Join('-', code.Chunk(Group).Select(part => new string(part))))];
    }

    public async Task VoidAsync(string accountId, CancellationToken cancellationToken) =>
        database.RemoveRange(await database.RecoveryCodes.Where(c => c.AccountId == accountId).ToListAsync(cancellationToken));

    /// <summary>True where it was one that had not been used; it is now.</summary>
    public async Task<bool> TakeAsync(string accountId, string typed, CancellationToken cancellationToken)
    {
        var hash = HashOf(accountId, Plain(typed));
        if (await database.RecoveryCodes.FirstOrDefaultAsync(c => c.AccountId == accountId && c.Hash == hash && c.UsedAt == null, cancellationToken) is not { } code)
            return false;
        code.UsedAt = time.Now;
        return true;
    }

    public Task<int> LeftAsync(string accountId, CancellationToken cancellationToken) =>
        database.RecoveryCodes.CountAsync(c => c.AccountId == accountId && c.UsedAt == null, cancellationToken);

    private static string Plain(string typed) => string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static string HashOf(string accountId, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{accountId}\n{code}")));
}
