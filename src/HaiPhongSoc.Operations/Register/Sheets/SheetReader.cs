using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register.Sheets;

/// <summary>Reads a table from a file of whatever kind its first bytes say; its name is not asked.</summary>
internal static class SheetReader
{
    /// <param name="sheet">Of a workbook.</param>
    public static Outcome<SheetText> Read(byte[] file, string sheet)
    {
        var read = Read(file, f => XlsxReader.Read(f, sheet), text => text);
        return read is { IsSuccess: true, Value.Rows.Count: 0 } ? SheetFaults.Empty : read;
    }

    /// <summary>Every table of the file that has something in it, in the order of a workbook.</summary>
    public static Outcome<List<NamedText>> ReadAll(byte[] file)
    {
        var read = Read<List<NamedText>>(file, XlsxReader.ReadAll, text => new List<NamedText> { new(null, text) });
        if (!read.IsSuccess)
            return read;
        var filled = read.Value.FindAll(t => t.Text.Rows.Count > 0);
        return filled.Count == 0 ? SheetFaults.Empty : filled;
    }

    private static Outcome<T> Read<T>(byte[] file, Func<byte[], Outcome<T>> workbook, Func<SheetText, Outcome<T>> table)
    {
        if (file.Length > SheetLimits.LargestFile)
            return SheetFaults.TooLarge;
        return file switch
        {
            [] => SheetFaults.Empty,
            [0x50, 0x4B, 0x03, 0x04, ..] => workbook(file),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => SheetFaults.OldExcel,
            [0x25, 0x50, 0x44, 0x46, ..] or [0x1F, 0x8B, ..] or [0x89, 0x50, 0x4E, 0x47, ..] => SheetFaults.Kind,
            _ => OfCsv(CsvSheet.Read(file), table),
        };
    }

    private static Outcome<T> OfCsv<T>(Outcome<SheetText> read, Func<SheetText, Outcome<T>> table) => read.IsSuccess ? table(read.Value) : read.Fault;
}
