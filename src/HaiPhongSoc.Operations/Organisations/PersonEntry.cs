using FluentValidation;
using HaiPhongSoc.Operations.Mail;
using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Organisations;

/// <summary>What is said of who acts for an organisation.</summary>
/// <param name="Role">Id of the profile's role.</param>
/// <param name="Name">A person or a unit.</param>
/// <param name="System">Code of the one system that it is about; null = all of the organisation.</param>
/// <param name="IsRoundTheClock">To be reached at any hour: needs a telephone number.</param>
/// <param name="IsDelegated">By a document: needs its number, date, scope and term.</param>
public sealed record PersonEntry(
    string Role, string Name, string? Position, string? Phone, string? Email, string? System, bool IsRoundTheClock, bool IsDelegated, string? DocumentNumber, DateOnly? DocumentDate,
    string? Scope, DateOnly? ValidFrom, DateOnly? ValidTo);

internal sealed class PersonEntryValidator : AbstractValidator<PersonEntry>
{
    public PersonEntryValidator()
    {
        RuleFor(e => e.Name).Filled(200).WithMessage("ghi họ tên người hoặc tên đơn vị (nhiều nhất 200 ký tự) | name the person or unit (200 characters at most)");
        RuleFor(e => e.Position).MaximumLength(200).WithMessage("chức vụ nhiều nhất 200 ký tự | a position has 200 characters at most");
        RuleFor(e => e.Phone).MaximumLength(50).WithMessage("số điện thoại nhiều nhất 50 ký tự | a telephone number has 50 characters at most");
        RuleFor(e => e.Email).MaximumLength(200).WithMessage("thư điện tử nhiều nhất 200 ký tự | an address has 200 characters at most");
        RuleFor(e => e.Email).Must(email => MailServerOptions.IsAddress(email!.Trim())).When(e => !string.IsNullOrWhiteSpace(e.Email))
            .WithMessage("không phải một địa chỉ thư điện tử: ghi một địa chỉ như an@haiphong.gov.vn | not one e-mail address: give one, such as an@haiphong.gov.vn");
        RuleFor(e => e.Scope).MaximumLength(1_000).WithMessage("phạm vi nhiều nhất 1.000 ký tự | a scope has 1,000 characters at most");
        RuleFor(e => e.DocumentNumber).MaximumLength(200).WithMessage("số văn bản nhiều nhất 200 ký tự | a document's number has 200 characters at most");
        RuleFor(e => e.Phone).Must(phone => !string.IsNullOrWhiteSpace(phone)).When(e => e.IsRoundTheClock)
            .WithMessage("đầu mối trực 24/7 phải có số điện thoại | who is reached at any hour has a telephone number");
        RuleFor(e => e.DocumentNumber).Must((e, number) => !string.IsNullOrWhiteSpace(number) && e.DocumentDate is not null && !string.IsNullOrWhiteSpace(e.Scope)).When(e => e.IsDelegated)
            .WithMessage("ủy quyền phải bằng văn bản: ghi số, ngày và phạm vi | a delegation is in writing: give its number, date and scope");
        RuleFor(e => e.ValidTo).Must((e, to) => e.ValidFrom is not null && to is not null).When(e => e.IsDelegated)
            .WithMessage("ủy quyền phải có thời hạn: ghi từ ngày, đến ngày | a delegation has a term: give its first and last day");
        RuleFor(e => e.ValidTo).Must((e, to) => !(to < e.ValidFrom)).WithMessage("ngày cuối không được trước ngày đầu | the last day is not before the first");
    }
}
