using System.Globalization;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Regulation;
using Microsoft.AspNetCore.Identity;

namespace HaiPhongSoc.Operations.Accounts;

/// <summary>What Identity refuses, as people read it.</summary>
internal static class PasswordWords
{
    public static Wording Of(IdentityError error, AccountRules rules, bool hasFactor) => error.Code switch
    {
        nameof(IdentityErrorDescriber.PasswordMismatch) => new("mật khẩu hiện tại không đúng", "the current password is wrong"),
        nameof(IdentityErrorDescriber.PasswordTooShort) => new(
            string.Create(CultureInfo.InvariantCulture, $"mật khẩu phải có ít nhất {(hasFactor ? rules.PasswordLengthWithFactor : rules.PasswordLength)} ký tự"),
            string.Create(CultureInfo.InvariantCulture, $"a password has at least {(hasFactor ? rules.PasswordLengthWithFactor : rules.PasswordLength)} characters")),
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => new(
            string.Create(CultureInfo.InvariantCulture, $"mật khẩu phải có ít nhất {rules.DistinctCharacters} ký tự khác nhau"),
            string.Create(CultureInfo.InvariantCulture, $"a password has at least {rules.DistinctCharacters} different characters")),
        nameof(IdentityErrorDescriber.ConcurrencyFailure) => Faults.Conflict.Message,
        _ => new(error.Description, error.Description),
    };
}
