using YamlDotNet.RepresentationModel;

namespace HaiPhongSoc.Rules.Tests.Mutation;

/// <summary>One YAML document as a tree that can be changed and written again. Comments are lost.</summary>
internal static class YamlTree
{
    public static YamlMappingNode Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    public static string Write(YamlMappingNode root)
    {
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(root)).Save(text, assignAnchors: false);
        return text.ToString();
    }
}
