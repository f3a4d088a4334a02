using HaiPhongSoc.Intake.Parsing;

namespace HaiPhongSoc.Intake.Files;

/// <summary>
/// Cuts one unpacked file into records: lines (NDJSON among them, several objects on one line too), the objects of a JSON array, or
/// concatenated objects that span lines. Streaming; what is broken comes out as a record too, so that nothing is lost silently.
/// </summary>
internal sealed class RecordSplitter(string file, Stream stream, LogFileOptions options, Action<FileProblem> report)
{
    private const string TooLong = "record-too-long";
    private const string Broken = "json-broken";

    private readonly ByteWindow _window = new(stream, options.MaxRecordBytes);
    private long _index;

    public IEnumerable<FileRecord> Split()
    {
        var shape = Recognise();
        return shape switch
        {
            Shape.Array => Objects(isArray: true),
            Shape.Concatenated => Objects(isArray: false),
            _ => Lines(),
        };
    }

    private Shape Recognise()
    {
        _window.Fill();
        if (_window.Bytes.StartsWith(System.Text.Encoding.UTF8.Preamble))
            _window.Consume(3);
        SkipBlanks(false);
        if (_window.Bytes.IsEmpty)
            return Shape.Lines;
        return _window.Bytes[0] switch
        {
            (byte)'[' => BeginsArray() ? Shape.Array : Shape.Lines,
            (byte)'{' => FirstObjectFillsItsLine() ? Shape.Lines : Shape.Concatenated,
            _ => Shape.Lines,
        };
    }

    // "[" and then an object or the end of the array: log lines that begin with a bracket have something else there.
    private bool BeginsArray()
    {
        while (true)
        {
            var inside = Utf8Text.Trim(_window.Bytes[1..]);
            if (!inside.IsEmpty)
                return inside[0] is (byte)'{' or (byte)']';
            if (!_window.Fill())
                return false;
        }
    }

    private bool FirstObjectFillsItsLine()
    {
        var scan = new JsonScan();
        var searched = 0;
        while (true)
        {
            var end = _window.Bytes[searched..].IndexOf((byte)'\n');
            var line = end < 0 ? _window.Bytes : _window.Bytes[..(searched + end)];
            scan.Continue(line);
            if (scan.IsComplete)
                return true;
            searched = _window.Bytes.Length;
            if (end >= 0 || !_window.Fill())
                return false;
        }
    }

    private IEnumerable<FileRecord> Lines()
    {
        while (TryLine(out var line, out var at, out var isCut))
        {
            foreach (var (offset, length) in ObjectsOfLine(line))
                yield return new FileRecord(file, _index++, at + offset, line.AsMemory(offset, length), isCut ? TooLong : null);
        }
    }

    private bool TryLine(out byte[] line, out long position, out bool isCut)
    {
        var searched = 0;
        while (true)
        {
            var end = _window.Bytes[searched..].IndexOf((byte)'\n');
            var looked = _window.Bytes.Length;
            if (end < 0 && _window.Fill())
            {
                searched = looked;
                continue;
            }

            isCut = end < 0 && !_window.AtEnd;
            var length = end < 0 ? looked : searched + end;
            position = _window.Position;
            line = _window.Bytes[..length].ToArray();
            if (end < 0 && length == 0)
                return false;
            _window.Consume(end < 0 ? length : length + 1);
            if (isCut)
            {
                report(TooLongAt(position));
                SkipLine();
            }

            return true;
        }
    }

    private FileProblem TooLongAt(long position) =>
        new(file, position, TooLong, $"a record is longer than {options.MaxRecordBytes} bytes: the rest of it is left out", FileProblemKind.BadInput);

    // Usually one; "{…}{…}" on one line is two. A line that is no object, or a broken one, is one record.
    private static List<(int Offset, int Length)> ObjectsOfLine(byte[] line)
    {
        var records = new List<(int, int)>(1);
        var offset = 0;
        while (true)
        {
            while (offset < line.Length && line[offset] is (byte)' ' or (byte)'\t' or (byte)'\r')
                offset++;
            if (offset >= line.Length)
                return records;
            var rest = line.AsSpan(offset);
            var scan = new JsonScan();
            if (rest[0] == (byte)'{')
                scan.Continue(rest);
            var tail = scan.IsComplete ? rest[scan.Scanned..].TrimStart(" \t\r"u8) : [];
            var length = !tail.IsEmpty && tail[0] == (byte)'{' ? scan.Scanned : rest.TrimEnd((byte)'\r').Length;
            records.Add((offset, length));
            offset += length;
        }
    }

    private IEnumerable<FileRecord> Objects(bool isArray)
    {
        if (isArray)
            _window.Consume(1);
        while (true)
        {
            SkipBlanks(isArray);
            if (_window.Bytes.IsEmpty)
            {
                if (isArray)
                    report(new FileProblem(file, _window.Position, Broken, "the JSON array has no end", FileProblemKind.BadInput));
                yield break;
            }

            if (isArray && _window.Bytes[0] == (byte)']')
            {
                _window.Consume(1);
                isArray = false;
                continue;
            }

            yield return _window.Bytes[0] == (byte)'{' ? NextObject() : NextScrap();
        }
    }

    private FileRecord NextObject()
    {
        var scan = new JsonScan();
        while (true)
        {
            scan.Continue(_window.Bytes);
            if (scan.IsComplete)
                return Take(scan.Scanned, null);
            if (scan.IsBroken || !_window.Fill())
                break;
        }

        var isTooLong = _window.IsFull && !scan.IsBroken;
        report(isTooLong
            ? TooLongAt(_window.Position)
            : new FileProblem(file, _window.Position + scan.Scanned, Broken, "a JSON object breaks off", FileProblemKind.BadInput));
        var record = Take(Math.Max(1, scan.Scanned), isTooLong ? TooLong : Broken);
        SkipToObject();
        return record;
    }

    // Something that is no object: up to the end of its line.
    private FileRecord NextScrap()
    {
        report(new FileProblem(file, _window.Position, Broken, "expected a JSON object here", FileProblemKind.BadInput));
        var end = _window.Bytes.IndexOf((byte)'\n');
        while (end < 0 && _window.Fill())
            end = _window.Bytes.IndexOf((byte)'\n');
        return Take(end < 0 ? _window.Bytes.Length : Math.Max(1, end), Broken);
    }

    private FileRecord Take(int length, string? faultCode)
    {
        var record = new FileRecord(file, _index++, _window.Position, _window.Bytes[..length].ToArray(), faultCode);
        _window.Consume(length);
        return record;
    }

    // After a broken object: go on at the next line that begins with an object.
    private void SkipToObject()
    {
        var atLineStart = false;
        while (!_window.Bytes.IsEmpty || _window.Fill())
        {
            if (atLineStart && _window.Bytes[0] == (byte)'{')
                return;
            var end = _window.Bytes.IndexOf((byte)'\n');
            if (!atLineStart && _window.Bytes[0] == (byte)'{')
                return;
            atLineStart = end >= 0;
            _window.Consume(end < 0 ? _window.Bytes.Length : end + 1);
        }
    }

    private void SkipLine()
    {
        while (!_window.Bytes.IsEmpty || _window.Fill())
        {
            var end = _window.Bytes.IndexOf((byte)'\n');
            _window.Consume(end < 0 ? _window.Bytes.Length : end + 1);
            if (end >= 0)
                return;
        }
    }

    private void SkipBlanks(bool andCommas)
    {
        while (!_window.Bytes.IsEmpty || _window.Fill())
        {
            var solid = andCommas ? _window.Bytes.IndexOfAnyExcept(" \t\r\n,"u8) : _window.Bytes.IndexOfAnyExcept(" \t\r\n"u8);
            _window.Consume(solid < 0 ? _window.Bytes.Length : solid);
            if (solid >= 0)
                return;
        }
    }

    private enum Shape
    {
        Lines,
        Array,
        Concatenated,
    }
}
