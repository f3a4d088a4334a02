using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>What imports leave behind in words.</summary>
internal static class AssetImportWords
{
    private const int LongestFileName = 80;

    /// <summary>For the history of one system.</summary>
    public static Wording Done(string fileName, int added, int ended, int changed)
    {
        var file = Named(fileName);
        var (vi, en) = (new List<string>(), new List<string>());
        Count(added, "thêm {0} tài sản", "{0} assets added");
        Count(ended, "kết thúc {0} tài sản", "{0} ended");
        Count(changed, "sửa {0} tài sản", "{0} changed");
        return new Wording($"nhập tài sản từ tệp{file}: {string.Join(", ", vi)}", $"assets imported from a file{file}: {string.Join(", ", en)}");

        void Count(int count, string inVi, string inEn)
        {
            if (count == 0)
                return;
            vi.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, inVi, count));
            en.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, inEn, count));
        }
    }

    public static string Short(string text) => text.Length > 100 ? text[..100] + "…" : text;

    private static string Named(string fileName)
    {
        var name = new string([.. fileName.Where(c => !char.IsControl(c) && c != '\uFFFD').Take(LongestFileName)]).Trim();
        return name.Length == 0 ? "" : $" «{name}»";
    }
}
