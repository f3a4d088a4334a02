using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace HaiPhongSoc.Web.Tests.Language;

/// <summary>
/// The text that components hold themselves, read from what they were compiled to: every constant that goes into the render tree as text, as markup or into
/// an attribute that people read. Nothing that a page can be written like escapes it.
/// </summary>
internal static partial class ComponentText
{
    private static readonly string[] ReadAttributes = ["title", "aria-label", "placeholder", "alt", "label", "confirm", "text"];
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IEnumerable<string> Of(IEnumerable<Type> types, Func<string, bool> isKey) =>
        from type in types
        where IsOfComponent(type)
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        from text in InMethod(method, isKey)
        select $"{Named(type)}: {text}";

    private static bool IsOfComponent(Type type) => type.IsAssignableTo(typeof(IComponent)) || (type.DeclaringType is { } outer && IsOfComponent(outer));

    private static string Named(Type type) => type.DeclaringType is { } outer ? Named(outer) : type.Name;

    private static IEnumerable<string> InMethod(MethodInfo method, Func<string, bool> isKey)
    {
        var constants = new List<string>();
        var last = "";
        foreach (var (code, constant, called) in Instructions(method))
        {
            if (constant is not null)
                constants.Add(constant);
            if (called?.DeclaringType == typeof(RenderTreeBuilder))
            {
                foreach (var text in Read(called.Name, constants, last).Where(text => !isKey(text) && IsLanguage(text)))
                    yield return text;
                constants.Clear();
            }

            last = constant ?? (code == OpCodes.Nop ? last : "");
        }
    }

    private static IEnumerable<string> Read(string method, List<string> constants, string last) => method switch
    {
        nameof(RenderTreeBuilder.AddMarkupContent) when constants.Count > 0 => InMarkup(constants[^1]),
        nameof(RenderTreeBuilder.AddContent) => [last],
        nameof(RenderTreeBuilder.AddAttribute) or nameof(RenderTreeBuilder.AddComponentParameter) when constants is [var name, ..] && ReadAttributes.Contains(name, StringComparer.OrdinalIgnoreCase) =>
            constants.Skip(1).Where(text => !FieldName().IsMatch(text)),
        _ => [],
    };

    private static IEnumerable<string> InMarkup(string markup) =>
        AttributeInMarkup().Matches(markup).Select(match => match.Groups["text"].Value)
            .Append(System.Net.WebUtility.HtmlDecode(Tag().Replace(Key().Replace(markup, " "), " ")));

    private static bool IsLanguage(string text) => Word().IsMatch(ProductName().Replace(text, ""));

    private static IEnumerable<(OpCode Code, string? Constant, MethodBase? Called)> Instructions(MethodInfo method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            yield break;
        var (types, arguments) = (method.DeclaringType?.GetGenericArguments(), method.GetGenericArguments());
        for (var at = 0; at < il.Length;)
        {
            var value = il[at] == 0xFE ? (short)(0xFE00 | il[at + 1]) : il[at];
            var code = Codes[value];
            at += code.Size;
            string? constant = null;
            MethodBase? called = null;
            if (code.OperandType == OperandType.InlineString)
                constant = method.Module.ResolveString(BitConverter.ToInt32(il, at));
            else if (code.OperandType == OperandType.InlineMethod)
                called = method.Module.ResolveMethod(BitConverter.ToInt32(il, at), types, arguments);
            yield return (code, constant, called);
            at += SizeOf(code, il, at);
        }
    }

    private static int SizeOf(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };

    [GeneratedRegex(@"\b(?:title|placeholder|aria-label|alt)=""(?<text>[^""]*)""", RegexOptions.None, 1000)]
    private static partial Regex AttributeInMarkup();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    // What is printed on a key is no language.
    [GeneratedRegex("<kbd[^>]*>[^<]*</kbd>", RegexOptions.None, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"^[a-z]+(?:\.[a-z_]+)+$", RegexOptions.None, 1000)]
    private static partial Regex FieldName();

    [GeneratedRegex(@"\b(?:SOC|null|Esc)\b", RegexOptions.None, 1000)]
    private static partial Regex ProductName();

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
