using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Sigma.Parsing;

/// <summary>The left side of one line of a detection, taken apart: <c>field|modifier|modifier</c>.</summary>
/// <param name="Node">Null for a plain list of keywords, which has no left side.</param>
/// <param name="Field">Null for a search over the whole event.</param>
/// <param name="Modifiers">As written, in order.</param>
internal sealed record ItemKey(YamlScalarNode? Node, string? Field, string[] Modifiers, int Line)
{
    public static ItemKey Read(YamlScalarNode node)
    {
        var parts = (node.Value ?? "").Split('|');
        return new ItemKey(node, parts[0].Length == 0 ? null : parts[0], parts[1..], (int)node.Start.Line);
    }

    /// <summary>Where a modifier stands within the text of the key.</summary>
    public int OffsetOf(int modifier)
    {
        var offset = (Field?.Length ?? 0) + 1;
        for (var i = 0; i < modifier; i++)
            offset += Modifiers[i].Length + 1;
        return offset;
    }
}
