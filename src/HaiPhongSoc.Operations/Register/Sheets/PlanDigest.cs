using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>What a plan of an import comes to: who confirms what was seen, confirms this one. Another row, another fault or another version of what it rests on gives another.</summary>
internal static class PlanDigest
{
    /// <param name="planned">One text for whatever is done.</param>
    public static string Of(IEnumerable<string> planned, IEnumerable<RowFault> faults)
    {
        var text = new StringBuilder();
        foreach (var line in planned)
            text.Append(CultureInfo.InvariantCulture, $"\n{line}");
        foreach (var fault in faults)
            text.Append(CultureInfo.InvariantCulture, $"\n{fault.Sheet}|{fault.Row.Line}|{fault.Column.Name.En}|{fault.Why.En}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
