using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>A key by which entries are sealed.</summary>
/// <param name="Id">The first 16 hex digits of a hash of the secret: a key cannot stand under another's name.</param>
internal sealed record SealKey(string Id, byte[] Secret)
{
    public static SealKey Of(byte[] secret) => new(IdOf(secret), secret);

    // Secrets stay out of logs.
    public override string ToString() => $"SealKey {{ Id = {Id} }}";

    private static string IdOf(byte[] secret) => Convert.ToHexStringLower(SHA256.HashData([.. "soc-audit-key-1\n"u8, .. secret]).AsSpan(0, 8));
}

/// <summary>
/// The keys of the chain, in a file that is not in the database: whoever owns the database can compute hashes anew, but not seals. One key a line,
/// <c>id secret-in-base64</c>; <c>#</c> begins a comment. The last one seals, all of them verify. The file is read again when it changed.
/// </summary>
internal sealed class SealKeys(IOptions<OperationsOptions> options)
{
    private readonly Lock _gate = new();
    private Dictionary<string, SealKey>? _keys;
    private DateTime _written;
    private SealKey? _current;

    public string Path => options.Value.Audit.SealKeyFile.Length > 0
        ? options.Value.Audit.SealKeyFile
        : System.IO.Path.Combine(options.Value.DataDirectory, "keys", "audit-seal.key");

    public bool Exist => File.Exists(Path);

    /// <exception cref="OperationsConfigurationException">The file is missing or wrong.</exception>
    public SealKey Current
    {
        get
        {
            Read();
            return _current!;
        }
    }

    /// <exception cref="OperationsConfigurationException">The file is missing or wrong.</exception>
    public SealKey? Find(string id)
    {
        Read();
        return _keys!.GetValueOrDefault(id);
    }

    /// <summary>A further key, which seals from now on; the former ones stay to verify. Creates the file, readable for its owner only, where there is none.</summary>
    public SealKey Add()
    {
        var key = SealKey.Of(RandomNumberGenerator.GetBytes(32));
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder && !Directory.Exists(folder))
            CreatePrivate(folder);
        var how = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(Path, how))
        {
            file.Write(Encoding.ASCII.GetBytes($"{key.Id} {Convert.ToBase64String(key.Secret)}\n"));
            file.Flush(flushToDisk: true);
        }

        lock (_gate)
            _keys = null;
        return key;
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Read()
    {
        lock (_gate)
        {
            // A key that a tool added while the program runs.
            var written = File.GetLastWriteTimeUtc(Path);
            if (_keys is not null && written == _written)
                return;
            _written = written;
            var keys = new Dictionary<string, SealKey>(StringComparer.Ordinal);
            foreach (var line in Lines().Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
            {
                _current = KeyOf(line);
                keys[_current.Id] = _current;
            }

            _keys = keys.Count > 0 ? keys : throw new OperationsConfigurationException($"{Path} holds no key: restore it from a copy");
        }
    }

    private SealKey KeyOf(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var secret = new byte[64];
        if (parts.Length != 2 || !Convert.TryFromBase64String(parts[1], secret, out var length) || length < 32)
            throw new OperationsConfigurationException($"{Path}: a line is not an id and a secret of at least 32 bytes in base64: restore it from a copy");
        var key = SealKey.Of(secret[..length]);
        return key.Id == parts[0] ? key : throw new OperationsConfigurationException($"{Path}: the secret of key {parts[0]} is not its own: restore it from a copy");
    }

    private string[] Lines()
    {
        try
        {
            return File.ReadAllLines(Path);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new OperationsConfigurationException(
                $"{Path}: the key that seals the audit chain cannot be read ({missing.Message}): restore it from a copy, or name its place in Operations:Audit:SealKeyFile", missing);
        }
    }
}
