using System.Globalization;

namespace HaiPhongSoc.Web.Language;

/// <summary>Numbers as readers write them: 1.204,5 in Vietnamese, 1,204.5 in English. Does not depend on the system's language data.</summary>
public static class Figures
{
    private static readonly NumberFormatInfo Vietnamese = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    public static string Of(long value) => value.ToString("N0", Format);

    public static string Of(double value, int decimals) =>
        value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Format);

    private static NumberFormatInfo Format => Words.IsEnglish ? NumberFormatInfo.InvariantInfo : Vietnamese;
}
