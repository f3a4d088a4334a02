using System.Text;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Incidents;
using HaiPhongSoc.Operations.Register;

namespace HaiPhongSoc.Web.Register;

/// <summary>A system as a form has it.</summary>
public sealed class SystemDraft
{
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string Owner { get; set; } = "";

    public string Operator { get; set; } = "";

    /// <summary>Null = not said yet.</summary>
    public bool? HasRealData { get; set; }

    public string ContactName { get; set; } = "";

    public string ContactPhone { get; set; } = "";

    public string ContactEmail { get; set; } = "";

    public string? OperatorCode => Operator.Length == 0 ? null : Operator;

    public SystemContact? Contact => string.IsNullOrWhiteSpace(ContactName + ContactPhone + ContactEmail) ? null : new SystemContact(ContactName, ContactPhone, ContactEmail);

    public static SystemDraft Of(SystemDetail system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new SystemDraft
        {
            Code = system.Row.Code,
            Name = system.Row.Name,
            Owner = system.Row.OwnerCode,
            Operator = system.OperatorCode ?? "",
            HasRealData = system.Row.HasRealData,
            ContactName = system.Contact?.Name ?? "",
            ContactPhone = system.Contact?.Phone ?? "",
            ContactEmail = system.Contact?.Email ?? "",
        };
    }

    /// <summary>«Cổng dịch vụ công» → <c>cong-dich-vu-cong</c>.</summary>
    public static string CodeOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var code = new StringBuilder();
        foreach (var letter in FoldedText.Of(name))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                code.Append(letter);
            else if (code.Length > 0 && code[^1] != '-')
                code.Append('-');
        }

        return code.ToString(0, Math.Min(code.Length, 64)).Trim('-');
    }
}
