using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HaiPhongSoc.Events;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Audit;

/// <summary>One verification, from the first entry to the head.</summary>
internal sealed class ChainWalk(ChainRows rows, SealKeys keys, TimeProvider clock, AuditVerification verification, IProgress<long>? progress)
{
    private const int Page = 1_000;

    private readonly Dictionary<long, AuditAnchor> _anchors = [];
    private long _last;
    private string _hash = ChainText.Genesis;
    private int _compared;

    public async Task<AuditVerdict> RunAsync(CancellationToken cancellationToken)
    {
        var broken = CheckAnchors() ?? await WalkAsync(cancellationToken);
        var (waiting, _) = await rows.CountWaitingAsync(cancellationToken);
        return new AuditVerdict(_last, _hash, waiting, _compared, UtcMicroseconds.Now(clock), broken);
    }

    // The chain may grow meanwhile: rows first, then the head, until both agree.
    private async Task<AuditBreak?> WalkAsync(CancellationToken cancellationToken)
    {
        var after = long.MinValue;
        var lastHead = -1L;
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            var page = await rows.AfterAsync(after, Page, cancellationToken);
            foreach (var row in page)
            {
                if (await CheckAsync(row, cancellationToken) is { } broken)
                    return broken;
                (_last, _hash, after) = (_last + 1, row.Hash!, _last + 1);
            }

            progress?.Report(_last);
            if (page.Count > 0)
            {
                await BrakeAsync(page.Count, Stopwatch.GetElapsedTime(started), cancellationToken);
                continue;
            }

            var head = await rows.EndAsync(cancellationToken);
            if (head is null || head.Sequence <= _last || head.Sequence == lastHead)
                return CheckEnd(head);
            lastHead = head.Sequence;
        }
    }

    private async Task<AuditBreak?> CheckAsync(ChainRow row, CancellationToken cancellationToken)
    {
        var place = _last + 1;
        if (row.Sequence is not { } stands || stands > place)
            return Broken(place, AuditBreakKind.Missing, "mục này không còn", "the entry is gone");
        if (stands < place)
            return Broken(stands, AuditBreakKind.Reordered, "có mục đứng ngoài thứ tự", "an entry stands outside the order");
        var hash = ChainText.Hash(row.Cells);
        if (row.PreviousHash != _hash)
            return await WrongNeighbourAsync(row, place, hash, cancellationToken);
        if (row.Hash != hash)
            return Broken(place, AuditBreakKind.Changed, "nội dung khác với lúc niêm phong", "its content is not what was sealed");
        return CheckSeal(row, place, hash) ?? CheckAnchor(place, hash);
    }

    private async Task<AuditBreak> WrongNeighbourAsync(ChainRow row, long place, string hash, CancellationToken cancellationToken)
    {
        if (await rows.PlaceOfAsync(row.PreviousHash ?? "", cancellationToken) is { } before && before != place - 1)
            return Broken(place, AuditBreakKind.Reordered, $"mục này thuộc chỗ sau mục {before}", $"the entry belongs behind entry {before}");
        return row.Hash == hash
            ? Broken(place, AuditBreakKind.Reordered, "không nối với mục đứng trước", "it is not linked to the entry before it")
            : Broken(place, AuditBreakKind.Changed, "nội dung khác với lúc niêm phong", "its content is not what was sealed");
    }

    private AuditBreak? CheckSeal(ChainRow row, long place, string hash)
    {
        if (keys.Find(row.SealKey ?? "") is not { } key)
            return Broken(place, AuditBreakKind.UnknownKey, "niêm phong bằng khóa không có trong tệp khóa", "it is sealed with a key that the key file lacks");
        return Same(row.Seal, ChainText.Seal(key, hash))
            ? null
            : Broken(place, AuditBreakKind.WrongSeal, "niêm phong không đúng với khóa", "its seal was not made with that key");
    }

    private AuditBreak? CheckEnd(ChainEnd? head)
    {
        if (head is null)
            return _last == 0 ? CheckAnchorsBeyond() : Broken(_last, AuditBreakKind.Head, "không còn mục đầu chuỗi", "the head of the chain is gone");
        if (keys.Find(head.SealKey) is not { } key)
            return Broken(head.Sequence, AuditBreakKind.UnknownKey, "đầu chuỗi niêm phong bằng khóa không có trong tệp khóa", "the head is sealed with a key that the key file lacks");
        if (!Same(head.Seal, ChainText.SealOfHead(key, head.Sequence, head.Hash, head.At)))
            return Broken(head.Sequence, AuditBreakKind.Head, "niêm phong của đầu chuỗi không đúng", "the seal of the head is wrong");
        if (head.Sequence > _last)
            return Broken(_last + 1, AuditBreakKind.TailCut, $"chuỗi dừng trước mục {head.Sequence} mà đầu chuỗi ghi", $"the chain ends before entry {head.Sequence}, which its head names");
        if (head.Sequence < _last || head.Hash != _hash)
            return Broken(_last, AuditBreakKind.Head, $"đầu chuỗi đứng ở mục {head.Sequence}", $"the head stands at entry {head.Sequence}");
        return CheckAnchorsBeyond();
    }

    private AuditBreak? CheckAnchors()
    {
        foreach (var anchor in verification.Anchors ?? [])
        {
            if (keys.Find(anchor.SealKey) is not { } key)
                return Broken(anchor.To, AuditBreakKind.UnknownKey, "mốc neo niêm phong bằng khóa không có trong tệp khóa", "an anchor is sealed with a key that the key file lacks");
            if (!Same(anchor.Seal, ChainText.SealOfAnchor(key, anchor.From, anchor.To, anchor.Count, anchor.Hash, anchor.At)))
                return Broken(anchor.To, AuditBreakKind.WrongSeal, "niêm phong của mốc neo không đúng", "the seal of an anchor is wrong");
            if (_anchors.TryGetValue(anchor.To, out var other) && other.Hash != anchor.Hash)
                return Broken(anchor.To, AuditBreakKind.Anchor, "hai mốc neo nói khác nhau", "two anchors contradict each other");
            _anchors[anchor.To] = anchor;
        }

        return null;
    }

    private AuditBreak? CheckAnchor(long place, string hash)
    {
        if (!_anchors.TryGetValue(place, out var anchor))
            return null;
        _compared++;
        return anchor.Hash == hash
            ? null
            : Broken(place, AuditBreakKind.Anchor, $"khác với mốc neo lúc {Iso(anchor.At)}", $"it is not what the anchor of {Iso(anchor.At)} says");
    }

    private AuditBreak? CheckAnchorsBeyond()
    {
        var beyond = _anchors.Values.Where(a => a.To > _last).OrderBy(a => a.To).FirstOrDefault();
        return beyond is null
            ? null
            : Broken(
                _last + 1,
                AuditBreakKind.TailCut,
                $"chuỗi dừng trước mục {beyond.To} mà mốc neo lúc {Iso(beyond.At)} ghi",
                $"the chain ends before entry {beyond.To}, which the anchor of {Iso(beyond.At)} names");
    }

    private async Task BrakeAsync(int read, TimeSpan took, CancellationToken cancellationToken)
    {
        if (verification.RowsPerSecond <= 0)
            return;
        var least = TimeSpan.FromSeconds((double)read / verification.RowsPerSecond);
        if (least > took)
            await Task.Delay(least - took, clock, cancellationToken);
    }

    private static AuditBreak Broken(long sequence, AuditBreakKind kind, string vi, string en) =>
        new(sequence, kind, new Wording(string.Create(CultureInfo.InvariantCulture, $"mục {sequence}: {vi}"), string.Create(CultureInfo.InvariantCulture, $"entry {sequence}: {en}")));

    private static bool Same(string? stored, string computed) =>
        stored is not null && CryptographicOperations.FixedTimeEquals(Encoding.Latin1.GetBytes(stored), Encoding.Latin1.GetBytes(computed));

    private static string Iso(long at) => UtcMicroseconds.ToDateTimeOffset(at).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
