using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>Keeps the name of an action on the chain where its request was renamed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActionNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// What a request is called on the chain, for ever: <c>CloseAlert</c> is <c>alert.close</c>, <c>ChangeIncidentState</c> is
/// <c>incident-state.change</c>. A test holds the names that were ever given.
/// </summary>
public static class ActionNames
{
    private static readonly ConcurrentDictionary<Type, string> Known = new();

    public static string Of(Type request) => Known.GetOrAdd(request, static type =>
        type.GetCustomAttribute<ActionNameAttribute>()?.Name ?? FromWords(Words(type.Name)));

    private static string FromWords(List<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join('-', words.Skip(1))}.{words[0]}";

    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            word.Append(char.ToLowerInvariant(c));
        }

        words.Add(word.ToString());
        return words;
    }
}
