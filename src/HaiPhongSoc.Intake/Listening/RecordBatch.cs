using System.Buffers;
using HaiPhongSoc.Intake.Spool;

namespace HaiPhongSoc.Intake.Listening;

/// <summary>
/// Records that were read together and the buffer in which their payloads lie. Whoever holds the batch owns the buffer; <see cref="Release"/> gives it back, after which no entry may be
/// looked at.
/// </summary>
internal sealed class RecordBatch(byte[] buffer, List<SpoolEntry> entries)
{
    /// <summary>So many records close a batch, however small they are.</summary>
    public const int MaxRecords = 2_048;

    public List<SpoolEntry> Entries { get; } = entries;

    public int Faulted
    {
        get
        {
            var faulted = 0;
            foreach (var entry in Entries)
            {
                if (entry.FaultCode is not null)
                    faulted++;
            }

            return faulted;
        }
    }

    public void Release() => ArrayPool<byte>.Shared.Return(buffer);
}
