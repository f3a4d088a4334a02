using FluentValidation;

namespace HaiPhongSoc.Operations.Mediation;

internal static class Filling
{
    /// <summary>
    /// Something was written, and not too much of it. One rule with one message: FluentValidation's own NotEmpty().MaximumLength() would take the message
    /// for the length alone and say the rest in words of its own.
    /// </summary>
    public static IRuleBuilderOptions<T, string> Filled<T>(this IRuleBuilder<T, string> rule, int most) =>
        rule.Must(text => !string.IsNullOrWhiteSpace(text) && text.Length <= most);
}
