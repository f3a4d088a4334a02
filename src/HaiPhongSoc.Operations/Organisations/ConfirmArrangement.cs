using FluentValidation;
using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using MediatR;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>Who read what was told, and who confirmed it. Somebody who is named again is changed, not named twice.</summary>
/// <param name="Who">People or units, 200 at a time.</param>
/// <param name="Confirmed">False = read only.</param>
public sealed record ConfirmArrangement(Actor Actor, long Id, long Version, IReadOnlyList<string> Who, DateOnly Day, bool Confirmed) : ICommand<Changed>;

internal sealed class ConfirmArrangementValidator : AbstractValidator<ConfirmArrangement>
{
    public ConfirmArrangementValidator()
    {
        RuleFor(r => r.Who).Must(w => w.Count is >= 1 and <= 200).WithMessage("ghi từ 1 đến 200 người hoặc đơn vị, mỗi dòng một tên | name 1 to 200 people or units, one a line");
        RuleForEach(r => r.Who).Must(w => !string.IsNullOrWhiteSpace(w) && w.Length <= 200).WithMessage("mỗi tên có từ 1 đến 200 ký tự | a name has 1 to 200 characters");
    }
}

internal sealed class ConfirmArrangementHandler(OperationsDbContext database, ArrangementChanges changes, CityTime time) : IRequestHandler<ConfirmArrangement, Outcome<Changed>>
{
    public async Task<Outcome<Changed>> Handle(ConfirmArrangement request, CancellationToken cancellationToken)
    {
        var found = await changes.FindStandingAsync(request.Id, request.Version, cancellationToken);
        if (!found.IsSuccess)
            return found.Fault;
        var record = found.Value;
        if (Decide(record, request, changes.Rule(record.Kind), time.DayOf(time.Now)) is { } fault)
            return fault;
        await database.Entry(record).Collection(r => r.Receipts).LoadAsync(cancellationToken);
        var names = request.Who.SelectMany(Addressees.Of).Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in names)
            Take(record, name, request.Day, request.Confirmed);
        record.Version++;
        var what = request.Confirmed
            ? new Wording(FormattableString.Invariant($"{names.Count} người, đơn vị xác nhận"), FormattableString.Invariant($"confirmed by {names.Count}"))
            : new Wording(FormattableString.Invariant($"{names.Count} người, đơn vị đã đọc"), FormattableString.Invariant($"read by {names.Count}"));
        await changes.TellAsync(request.Actor, record, what, cancellationToken);
        return new Changed(record.Id, record.Version);
    }

    internal static Fault? Decide(ArrangementRecord record, ConfirmArrangement request, ArrangementRule? rule, DateOnly today)
    {
        if (rule?.Kind != ArrangementKind.Dissemination)
            return Faults.Refused("arrangement.not-told", "mục này không phải nội dung phổ biến: không có xác nhận", "nothing is told here: there is nothing to confirm");
        return request.Day < record.Date || request.Day > today
            ? Faults.Invalid("arrangement.day", "ngày xác nhận không được trước ngày phổ biến hoặc sau hôm nay", "the day is not before what was told, and not after today")
            : null;
    }

    private static void Take(ArrangementRecord record, string name, DateOnly day, bool isConfirmed)
    {
        if (record.Receipts.Find(r => r.Who == name) is not { } receipt)
            record.Receipts.Add(receipt = new ArrangementReceipt { ArrangementId = record.Id, Who = name, ReadOn = day });
        receipt.AcknowledgedOn = isConfirmed ? day : null;
    }
}
