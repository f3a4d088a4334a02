using FluentValidation;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>What a person says of a document that shows an arrangement.</summary>
/// <param name="Number">Number of the decision, plan or minutes.</param>
/// <param name="NextReview">Where the row asks for reviews: not later than it allows.</param>
/// <param name="Note">What it is and where it lies.</param>
/// <param name="Audience">To whom it was told, where something is told: people or units, one a line; of several each has to confirm.</param>
public sealed record ArrangementEntry(string Number, DateOnly Date, DateOnly? NextReview, string? Note, string? Audience);

internal sealed class ArrangementEntryValidator : AbstractValidator<ArrangementEntry>
{
    public ArrangementEntryValidator()
    {
        RuleFor(e => e.Number).Filled(200).WithMessage("ghi số, ký hiệu văn bản (nhiều nhất 200 ký tự) | give the number of the document (200 characters at most)");
        RuleFor(e => e.Note).MaximumLength(2_000).WithMessage("ghi chú nhiều nhất 2.000 ký tự | a note has 2,000 characters at most");
        RuleFor(e => e.Audience).MaximumLength(2_000).WithMessage("đối tượng phổ biến nhiều nhất 2.000 ký tự | the audience has 2,000 characters at most");
        RuleFor(e => e.Audience).Must(a => Addressees.Of(a).All(name => name.Length <= 200)).WithMessage("mỗi tên trong đối tượng phổ biến nhiều nhất 200 ký tự: xuống dòng giữa các tên | a name of the audience has 200 characters at most: one a line");
    }
}

internal static class ArrangementEntries
{
    /// <summary>What only the row of the profile and the day can tell.</summary>
    public static Fault? Check(ArrangementEntry entry, ArrangementRule rule, DateOnly today)
    {
        if (entry.Date > today || entry.Date.Year < 2000)
            return Of(nameof(ArrangementEntry.Date), "ngày văn bản không được sau hôm nay hoặc trước năm 2000", "the document's date is not after today, and not before 2000");
        if (rule.Kind == ArrangementKind.Dissemination && Addressees.Of(entry.Audience).Count == 0)
            return Of(nameof(ArrangementEntry.Audience), "ghi đã phổ biến đến ai", "say to whom it was told");
        if (rule.ReviewMonths is not { } months)
            return entry.NextReview is null ? null : Of(nameof(ArrangementEntry.NextReview), "mục này không có ngày rà soát: để trống", "this one has no day of review: leave it empty");
        var latest = entry.Date.AddMonths(months);
        return entry.NextReview is { } review && review > entry.Date && review <= latest ? null : Of(
            nameof(ArrangementEntry.NextReview),
            FormattableString.Invariant($"ghi ngày rà soát tiếp theo, sau ngày văn bản và chậm nhất {latest:dd/MM/yyyy} ({months} tháng, {rule.Basis.Article})"),
            FormattableString.Invariant($"give the next review, after the document's date and by {latest:dd/MM/yyyy} ({months} months, {rule.Basis.Article})"));
    }

    public static void Fill(ArrangementRecord record, ArrangementEntry entry)
    {
        (record.Number, record.Date, record.NextReview) = (entry.Number.Trim(), entry.Date, entry.NextReview);
        (record.Note, record.Audience) = (entry.Note?.Trim() ?? "", string.Join("; ", Addressees.Of(entry.Audience)));
    }

    private static Fault Of(string member, string vi, string en) =>
        Faults.Invalid("arrangement.entry", vi, en) with { Members = [new FaultyMember($"Entry.{member}", new Wording(vi, en))] };
}
