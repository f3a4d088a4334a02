using MudBlazor;

namespace HaiPhongSoc.Web.Frame;

/// <summary>MudBlazor's palette, kept equal to console.css; system fonts only.</summary>
internal static class ConsoleTheme
{
    private static readonly string[] Fonts = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif"];

    public static MudTheme Value { get; } = new()
    {
        PaletteDark = new PaletteDark
        {
            Primary = "#7ab8ff",
            PrimaryContrastText = "#0b1a2b",
            Background = "#11151a",
            Surface = "#181d24",
            TextPrimary = "#e8ebf0",
            TextSecondary = "#aab4c0",
            LinesDefault = "#2c3540",
            ActionDefault = "#aab4c0",
            Dark = "#2b3440",
            DarkContrastText = "#e8ebf0",
        },
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5cad",
            Background = "#f5f6f8",
            Surface = "#ffffff",
            TextPrimary = "#1a2027",
            TextSecondary = "#4f5a67",
            LinesDefault = "#d3d9e0",
            ActionDefault = "#4f5a67",
            Dark = "#26303b",
            DarkContrastText = "#ffffff",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.875rem", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none", LetterSpacing = "normal" },
        },
    };
}
