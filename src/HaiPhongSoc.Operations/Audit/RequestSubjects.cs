using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>What a request that was refused would have been done to, by the names that our requests use for it.</summary>
internal static class RequestSubjects
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, string Kind)?> Known = new();

    public static string? Of(object request)
    {
        if (request is IReadsPersonalData { ReadSubject: { } subject })
            return subject;
        return Known.GetOrAdd(request.GetType(), Find) is not { } found || found.Property.GetValue(request) is not { } value
            ? null
            : $"{found.Kind}:{AuditText.Bounded(Convert.ToString(value, CultureInfo.InvariantCulture), 128)}";
    }

    private static (PropertyInfo, string)? Find(Type request)
    {
        if (request.GetProperty("Number") is { } number)
            return (number, "incident");
        if (request.GetProperty("Code") is { } code)
            return (code, "system");
        return request.GetProperty("Id") is { } id ? (id, ActionNames.Of(request).Split('.')[0]) : null;
    }
}
