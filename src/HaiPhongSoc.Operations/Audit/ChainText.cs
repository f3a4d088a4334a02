using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>
/// What is hashed and sealed, byte by byte. A third party can compute it again from an export (README of this folder).
/// <code>
/// hash  = SHA-256( "soc-audit-1\n" cell* )            one cell for each of Columns, in this order
/// cell  = length text                                 length: 4 bytes, big endian; FF FF FF FF and no text where the column is NULL
/// text  = the column as UTF-8 text, numbers in decimal
/// seal  = HMAC-SHA-256( key, "soc-audit-seal-1\n" hash )                                    hash as 64 lower-case hex digits
/// head  = HMAC-SHA-256( key, "soc-audit-head-1\n" sequence "\n" hash "\n" at )
/// export= HMAC-SHA-256( key, "soc-audit-export-1\n" first "\n" last "\n" count "\n" last hash "\n" sum )
/// anchor= HMAC-SHA-256( key, "soc-audit-anchor-1\n" from "\n" to "\n" count "\n" hash "\n" at )
/// </code>
/// The previous hash of the first entry is 64 zeros.
/// </summary>
internal static class ChainText
{
    /// <summary>The hashed columns, first of all the place on the chain and the hash before.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        nameof(AuditEntry.Sequence), nameof(AuditEntry.PreviousHash), nameof(AuditEntry.Id), nameof(AuditEntry.At), nameof(AuditEntry.ActorId),
        nameof(AuditEntry.ActorName), nameof(AuditEntry.ActorKind), nameof(AuditEntry.ActorRoles), nameof(AuditEntry.Address),
        nameof(AuditEntry.Action), nameof(AuditEntry.Outcome), nameof(AuditEntry.Fault), nameof(AuditEntry.Subjects), nameof(AuditEntry.Before),
        nameof(AuditEntry.After), nameof(AuditEntry.DetailsVi), nameof(AuditEntry.DetailsEn), nameof(AuditEntry.Count), nameof(AuditEntry.TraceId),
        nameof(AuditEntry.SearchText),
    ];

    /// <summary>What stands on a row beside the hashed columns.</summary>
    public static IReadOnlyList<string> Links { get; } = [nameof(AuditEntry.Hash), nameof(AuditEntry.Seal), nameof(AuditEntry.SealKey)];

    public static string Genesis { get; } = new('0', 64);

    /// <param name="cells">The columns as stored, in the order of <see cref="Columns"/>.</param>
    public static string Hash(ReadOnlySpan<byte[]?> cells)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("soc-audit-1\n"u8);
        Span<byte> length = stackalloc byte[4];
        foreach (var cell in cells)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, cell?.Length ?? -1);
            hash.AppendData(length);
            if (cell is not null)
                hash.AppendData(cell);
        }

        Span<byte> sum = stackalloc byte[32];
        hash.GetHashAndReset(sum);
        return Convert.ToHexStringLower(sum);
    }

    public static string Seal(SealKey key, string hash) => Seal(key, "soc-audit-seal-1", hash);

    public static string SealOfHead(SealKey key, long sequence, string hash, long at) =>
        Seal(key, "soc-audit-head-1", Text(sequence), hash, Text(at));

    public static string SealOfAnchor(SealKey key, long from, long to, long count, string hash, long at) =>
        Seal(key, "soc-audit-anchor-1", Text(from), Text(to), Text(count), hash, Text(at));

    public static string SealOfExport(SealKey key, long first, long last, long count, string hash, string sum) =>
        Seal(key, ChainExport.Format, Text(first), Text(last), Text(count), hash, sum);

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Seal(SealKey key, params ReadOnlySpan<string?> parts) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Secret, Bytes(string.Join('\n', parts))));
}
