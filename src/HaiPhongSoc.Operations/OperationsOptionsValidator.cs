using HaiPhongSoc.Operations.Audit;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.Operations;

internal sealed class OperationsOptionsValidator : IValidateOptions<OperationsOptions>
{
    public ValidateOptionsResult Validate(string? name, OperationsOptions options)
    {
        var faults = new List<string>();
        Require(nameof(options.DataDirectory), options.DataDirectory, "name a folder that outlives the program");
        Require(nameof(options.RulesDirectory), options.RulesDirectory, "name the folder of the rules");
        Require(nameof(options.PlaybooksDirectory), options.PlaybooksDirectory, "name the folder of the playbooks");
        Require(nameof(options.RegulationProfile), options.RegulationProfile, "name a file of rules/regulation without .yml");
        Require(nameof(options.CityName), options.CityName, "give the name that duties show");
        Require(nameof(options.FirstAccountName), options.FirstAccountName, "give a sign-in name");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
            faults.Add($"TimeZone is \"{options.TimeZone}\", which this machine does not know: use a name such as Asia/Ho_Chi_Minh");
        faults.AddRange(options.Database.Faults());
        faults.AddRange(AuditOptionsCheck.Faults(options.Audit));
        faults.AddRange(options.Mail.Faults());
        faults.AddRange(options.AntiMalware.Faults());
        faults.AddRange(options.Findings.Faults());
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(string key, string value, string remedy)
        {
            if (string.IsNullOrWhiteSpace(value))
                faults.Add($"{key} is empty: {remedy}");
        }
    }
}
