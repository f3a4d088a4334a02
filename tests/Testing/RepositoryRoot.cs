namespace HaiPhongSoc.Testing;

/// <summary>Finds the checkout that the tests were built from.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    /// <summary>A path below the root, for example <c>Of("rules", "detection")</c>.</summary>
    public static string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "HaiPhongSoc.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"no HaiPhongSoc.sln above {AppContext.BaseDirectory}: run the tests from a checkout");
    }
}
