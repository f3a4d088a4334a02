using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Reads a table from a file of whatever kind its first bytes say; its name is not asked.</summary>
internal static class SheetReader
{
    /// <param name="sheet">Of a workbook.</param>
    public static Outcome<SheetText> Read(byte[] file, string sheet)
    {
        if (file.Length > SheetLimits.LargestFile)
            return SheetFaults.TooLarge;
        var read = file switch
        {
            [] => SheetFaults.Empty,
            [0x50, 0x4B, 0x03, 0x04, ..] => XlsxReader.Read(file, sheet),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => SheetFaults.OldExcel,
            [0x25, 0x50, 0x44, 0x46, ..] or [0x1F, 0x8B, ..] or [0x89, 0x50, 0x4E, 0x47, ..] => SheetFaults.Kind,
            _ => CsvSheet.Read(file),
        };
        return read is { IsSuccess: true, Value.Rows.Count: 0 } ? SheetFaults.Empty : read;
    }
}
