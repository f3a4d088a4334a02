using System.Collections;
using System.Reflection;

namespace HaiPhongSoc.Configuration;

/// <summary>
/// The keys that the options classes know. A key that nobody reads is an error at start: it is a typo, and the value that its author meant would silently
/// not hold.
/// </summary>
internal sealed class KnownKeys
{
    private readonly IReadOnlyDictionary<string, Type> _sections;

    /// <param name="sections">Section name → the options class that is bound to it; <see cref="object"/> = anything goes below.</param>
    public KnownKeys(IReadOnlyDictionary<string, Type> sections) => _sections = sections;

    /// <summary>A message for each key that no options class knows, with the nearest key that exists.</summary>
    public IReadOnlyList<string> Unknown(IConfigurationRoot configuration)
    {
        var messages = new List<string>();
        foreach (var section in configuration.GetChildren())
        {
            if (FindType(_sections, section.Key) is { } type)
                Walk(configuration, section, type, messages);
            else
                messages.Add(Message(configuration, section, _sections.Keys));
        }

        return messages;
    }

    private static void Walk(IConfigurationRoot root, IConfigurationSection section, Type type, List<string> messages)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsLeaf(type))
            return;
        if (!string.IsNullOrEmpty(section.Value))
        {
            messages.Add($"'{section.Path}' in {Origin(root, section.Path)} is the value '{section.Value}', but it holds keys of its own: write {section.Path}:KEY");
            return;
        }

        if (ElementOf(type) is { } element)
        {
            foreach (var item in section.GetChildren())
                Walk(root, item, element, messages);
            return;
        }

        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(p => p.Name, p => p.PropertyType, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (properties.TryGetValue(child.Key, out var next))
                Walk(root, child, next, messages);
            else
                messages.Add(Message(root, child, properties.Keys));
        }
    }

    private static string Message(IConfigurationRoot root, IConfigurationSection unknown, IEnumerable<string> known)
    {
        var parent = unknown.Path[..^unknown.Key.Length];
        var nearest = known.MinBy(name => Distance(name, unknown.Key));
        var hint = nearest is null ? "remove it" : $"did you mean '{parent}{nearest}'? else remove it";
        return $"unknown key '{unknown.Path}' in {Origin(root, unknown.Path)}: {hint}";
    }

    private static string Origin(IConfigurationRoot root, string path)
    {
        foreach (var provider in root.Providers.Reverse())
        {
            if (provider.TryGet(path, out _) || provider.GetChildKeys([], path).Any())
            {
                return provider switch
                {
                    FileConfigurationProvider file => file.Source.Path ?? "the configuration file",
                    Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider =>
                        $"the environment ({SocConfiguration.EnvironmentPrefix}{path.Replace(":", "__", StringComparison.Ordinal)})",
                    _ => "the flag --set",
                };
            }
        }

        return "the configuration";
    }

    private static Type? FindType(IReadOnlyDictionary<string, Type> types, string key) =>
        types.FirstOrDefault(pair => string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase)).Value;

    private static bool IsLeaf(Type type) =>
        type == typeof(object) || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(Uri) || type == typeof(decimal) || type.IsPrimitive || type.IsEnum;

    private static Type? ElementOf(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        if (!typeof(IEnumerable).IsAssignableFrom(type))
            return null;
        var enumerable = type.GetInterfaces().Append(type).First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        var element = enumerable.GetGenericArguments()[0];
        return element.IsGenericType && element.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? element.GetGenericArguments()[1] : element;
    }

    // Levenshtein; names are short.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[right.Length];
    }
}
