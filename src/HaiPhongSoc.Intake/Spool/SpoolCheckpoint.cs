using System.Globalization;
using System.Text;
using HaiPhongSoc.Intake.Spool.FilePort;
using Microsoft.Extensions.Logging;

namespace HaiPhongSoc.Intake.Spool;

/// <summary>
/// How far each consumer of the spool has come: consumer name → next offset. One small file, replaced in one step (written beside, flushed, renamed, directory
/// flushed); one line a consumer (<c>name offset</c>) and a last line with the sum of those before. A file that is damaged counts as missing: the consumer then starts at the oldest record,
/// which is safe because every sink is idempotent by event id.
/// </summary>
public sealed partial class SpoolCheckpoint
{
    private const string FileName = "checkpoint";
    private const string TemporaryName = "checkpoint.tmp";

    private readonly ISpoolFiles _files;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _next = new(StringComparer.Ordinal);

    internal SpoolCheckpoint(ISpoolFiles files, ILogger logger)
    {
        (_files, _logger) = (files, logger);
        if (files.List().Contains(FileName, StringComparer.Ordinal) && !TryLoad())
            LogDamaged();
    }

    /// <summary>The next offset that the consumer wants; 0 for one that never told.</summary>
    public long NextOffset(string consumer)
    {
        lock (_gate)
            return _next.GetValueOrDefault(consumer);
    }

    /// <summary>The lowest over all consumers that ever told; null where none did. Below it the spool may be trimmed.</summary>
    public long? Lowest
    {
        get
        {
            lock (_gate)
                return _next.Count == 0 ? null : _next.Values.Min();
        }
    }

    /// <summary>Durable when it returns. Blocks for two flushes: not for every batch.</summary>
    /// <exception cref="IOException">The checkpoint stands where it stood.</exception>
    public void Set(string consumer, long nextOffset)
    {
        if (consumer.Length == 0 || consumer.AsSpan().ContainsAny(" \r\n"))
            throw new ArgumentException("a consumer's name has no spaces or line ends and is not empty", nameof(consumer));
        lock (_gate)
        {
            var changed = new SortedDictionary<string, long>(_next, StringComparer.Ordinal) { [consumer] = nextOffset };
            Save(changed);
            _next[consumer] = nextOffset;
        }
    }

    private void Save(SortedDictionary<string, long> next)
    {
        var text = new StringBuilder();
        foreach (var (consumer, offset) in next)
            text.Append(CultureInfo.InvariantCulture, $"{consumer} {offset}\n");
        text.Append(SumLineOf(text.ToString()));
        using (var file = _files.Create(TemporaryName))
        {
            file.Write(Encoding.UTF8.GetBytes(text.ToString()), 0);
            file.FlushData();
        }

        _files.Rename(TemporaryName, FileName);
        _files.FlushDirectory();
    }

    private bool TryLoad()
    {
        using var file = _files.OpenToRead(FileName);
        var bytes = new byte[Math.Min(file.Length, 1024 * 1024)];
        file.Read(bytes, 0);
        var text = Encoding.UTF8.GetString(bytes);
        var sumAt = text.LastIndexOf("crc32c ", StringComparison.Ordinal);
        if (sumAt < 0 || text[sumAt..] != SumLineOf(text[..sumAt]))
            return false;

        foreach (var line in text[..sumAt].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && long.TryParse(line.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                _next[line[..space]] = offset;
        }

        return true;
    }

    private static string SumLineOf(string lines) =>
        string.Create(CultureInfo.InvariantCulture, $"crc32c {Crc32C.Of(Encoding.UTF8.GetBytes(lines)):x8}\n");

    [LoggerMessage(2131, LogLevel.Error, "Spool checkpoint is damaged: consumers start again at the oldest record")]
    private partial void LogDamaged();
}
