using System.Globalization;
using HaiPhongSoc.Sigma.Modifiers;
using HaiPhongSoc.Sigma.Strings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>The YAML 1.2 core schema for plain scalars; quoted ones are always text.</summary>
internal static class YamlScalars
{
    /// <summary>Null, a boolean, a number or a text, as the schema has it.</summary>
    public static Operand Read(YamlScalarNode scalar, bool forPlaceholders = false)
    {
        if (IsNull(scalar))
            return new Operand.Null();
        if (TryBoolean(scalar, out var boolean))
            return new Operand.Boolean(scalar.Value!, boolean);
        return TryNumber(scalar, out var number)
            ? new Operand.Number(scalar.Value!, number)
            : new Operand.Text(SigmaString.Read(scalar.Value ?? "", forPlaceholders), Cased: false);
    }

    public static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && (scalar.Value is null or "" or "~" or "null" or "Null" or "NULL");

    public static bool TryBoolean(YamlScalarNode scalar, out bool value)
    {
        value = scalar.Value is "true" or "True" or "TRUE";
        return scalar.Style == ScalarStyle.Plain && (value || scalar.Value is "false" or "False" or "FALSE");
    }

    public static bool TryNumber(YamlScalarNode scalar, out decimal value)
    {
        value = 0;
        if (scalar.Style != ScalarStyle.Plain || scalar.Value is not { Length: > 0 } text)
            return false;
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }
}
