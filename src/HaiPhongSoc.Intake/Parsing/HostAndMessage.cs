using System.Net;
using System.Text;
using System.Text.Unicode;
using HaiPhongSoc.Events;

namespace HaiPhongSoc.Intake.Parsing;

/// <summary>The two fields that every event should have: whose host it speaks of, and a text for the reader's eye.</summary>
internal static class HostAndMessage
{
    private const int LongestSummary = 1_024;

    /// <summary>Adds <c>host.name</c>, or <c>host.ip</c> where the host is written as an address.</summary>
    public static void AddHost(FieldSetBuilder fields, FieldId[] candidates, ReadOnlySpan<byte> headerHost)
    {
        if (fields.IndexOf(EcsFields.HostName) >= 0)
            return;
        foreach (var candidate in candidates)
        {
            var at = fields.IndexOf(candidate);
            if (at < 0 || fields[at].Value.IsEmpty)
                continue;
            fields.AddName(at, Kind(fields[at].Value), FieldNaming.Ecs);
            return;
        }

        if (headerHost.IsEmpty)
            return;
        if (Utf8.IsValid(headerHost))
            fields.Add(Kind(headerHost), headerHost);
        else
            fields.Add(EcsFields.HostName, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(headerHost)));
    }

    /// <summary>Adds <c>message</c>: a field of the record that is one, else a summary of its values.</summary>
    public static void AddMessage(FieldSetBuilder fields, FieldId[] candidates, ReadOnlySpan<byte> raw)
    {
        if (fields.IndexOf(EcsFields.Message) >= 0)
            return;
        foreach (var candidate in candidates)
        {
            var at = fields.IndexOf(candidate);
            if (at < 0 || fields[at].Value.IsEmpty)
                continue;
            fields.AddName(at, EcsFields.Message, FieldNaming.Ecs);
            return;
        }

        var summary = Summary(fields);
        fields.Add("message", summary.Length > 0 ? summary : Encoding.UTF8.GetString(Utf8Text.Cut(raw, LongestSummary)), naming: FieldNaming.Ecs);
    }

    // name=value of the first fields, names without their path.
    private static string Summary(FieldSetBuilder fields)
    {
        var text = new StringBuilder();
        for (var i = 0; i < fields.Count && text.Length < LongestSummary; i++)
        {
            var field = fields[i];
            if (field.Naming != FieldNaming.Original || field.Value.IsEmpty)
                continue;
            var name = field.NameText;
            if (text.Length > 0)
                text.Append(' ');
            text.Append(name.AsSpan(name.LastIndexOf('.') + 1)).Append('=').Append(field.ValueText);
        }

        return text.Length <= LongestSummary ? text.ToString() : text.ToString(0, LongestSummary) + "…";
    }

    private static FieldId Kind(ReadOnlySpan<byte> host)
    {
        if (host.Length > 45 || (host[0] is not (>= (byte)'0' and <= (byte)'9') && !host.Contains((byte)':')))
            return EcsFields.HostName;
        return IPAddress.TryParse(Encoding.UTF8.GetString(host), out _) ? EcsFields.HostIp : EcsFields.HostName;
    }
}
