using HaiPhongSoc.Operations.Data;
using HaiPhongSoc.Operations.Documents;
using HaiPhongSoc.Operations.Mediation;
using HaiPhongSoc.Operations.Register.Records;
using Microsoft.EntityFrameworkCore;

namespace HaiPhongSoc.Operations.Register;

/// <summary>Faults of a register file that only show against what the register holds already.</summary>
/// <param name="keepsChanges">Known organisations and systems stay as people have made them since.</param>
internal sealed class RegisterChecks(OperationsDbContext database, RecordBook book, DateOnly today, bool keepsChanges, RegisterFile file, string fileName)
{
    private readonly List<DocumentFault> _faults = [];

    public async Task<IReadOnlyList<DocumentFault>> FindAsync(CancellationToken cancellationToken)
    {
        var names = await database.Organisations.ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellationToken);
        foreach (var organisation in file.Organisations)
            names[organisation.Code] = organisation.Name;
        var known = await database.Systems.AsNoTracking().ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, cancellationToken);
        CheckOrganisations(names);
        CheckConclusions(known);
        CheckRecords(known, names, await book.CalledAsync(cancellationToken));
        if (!keepsChanges)
            await CheckKeptRolesAsync(known, cancellationToken);
        await CheckAssetsAsync(known, cancellationToken);
        return _faults;
    }

    private void CheckOrganisations(Dictionary<string, string> known)
    {
        foreach (var organisation in file.Organisations)
        {
            if (organisation.Parent is { } parent && !known.ContainsKey(parent))
                Unknown(organisation, "parent", parent);
            if (organisation.Successor is { } successor && !known.ContainsKey(successor))
                Unknown(organisation, "successor", successor);
        }

        foreach (var system in file.Systems)
        {
            if (!known.ContainsKey(system.Owner))
                Unknown(system, "owner", system.Owner);
            if (system.Operator is { } unit && !known.ContainsKey(unit))
                Unknown(system, "operator", unit);
        }
    }

    // Systems of which the file has the word: all, or those that are new.
    private IEnumerable<SystemEntry> Said(Dictionary<string, SystemRecord> known) => file.Systems.Where(s => !keepsChanges || !known.ContainsKey(s.Code));

    // What a file does not say of a conclusion, the register may hold.
    private void CheckConclusions(Dictionary<string, SystemRecord> known)
    {
        foreach (var system in Said(known).Where(s => s.Status == SystemStatus.InOperation))
        {
            if (WhyNotInUse(system, known.GetValueOrDefault(system.Code)) is { } why)
                Fault(system, $"status in-operation: {why.Vi}", $"status in-operation: {why.En}");
        }
    }

    // As ChangeSystemStatus has it (Plan 40, principle 1).
    private Wording? WhyNotInUse(SystemEntry entry, SystemRecord? known)
    {
        var system = RegisterImport.NewSystem(entry);
        RegisterImport.Fill(system, entry);
        if (entry.Conclusion is null && known is not null)
            (system.Conclusion, system.ConcludedOn) = (known.Conclusion, known.ConcludedOn);
        if (system.Conclusion is null || system.ConcludedOn is null)
            return NeedsConclusion;
        var request = new ChangeSystemStatus(Actor.Program, system.Code, system.Version, system.Status, system.Conclusion, system.ConcludedOn, null);
        return ChangeSystemStatusHandler.Decide(system, request, isCity: true, today)?.Message;
    }

    private void CheckRecords(Dictionary<string, SystemRecord> known, Dictionary<string, string> names, Func<string, IReadOnlyList<string>> called)
    {
        foreach (var (system, entry) in Said(known).SelectMany(s => s.Record, (s, e) => (s, e)))
        {
            // As the register and the file call it.
            var unit = system.Operator ?? system.Owner;
            var former = file.Organisations.Where(o => o.Code == unit).SelectMany(o => o.FormerNames).Select(n => n.Name);
            if (book.Read(entry, [.. called(unit), names.GetValueOrDefault(unit, unit), .. former]).Fault is not { } fault)
                continue;
            IEnumerable<Wording> told = fault.Members.Count == 0 ? [fault.Message] : fault.Members.Select(m => new Wording($"{m.Name}: {m.Message.Vi}", $"{m.Name}: {m.Message.En}"));
            foreach (var why in told)
                Fault(entry.Line, entry.Column, system.Code, $"record.{entry.Section} {why.Vi}", $"record.{entry.Section} {why.En}");
        }
    }

    // Who is to run a system may stand in what is kept of its record as somebody who may not.
    private async Task CheckKeptRolesAsync(Dictionary<string, SystemRecord> known, CancellationToken cancellationToken)
    {
        var twice = await book.RolesAsync(cancellationToken);
        foreach (var system in file.Systems.Where(s => known.ContainsKey(s.Code)))
        {
            if (twice(known[system.Code], system.Operator ?? system.Owner, [.. system.Record.Select(r => r.Section)]) is { } why)
                Fault(system, $"operator: {why.Vi}", $"operator: {why.En}");
        }
    }

    private async Task CheckAssetsAsync(Dictionary<string, SystemRecord> known, CancellationToken cancellationToken)
    {
        var replaced = Said(known).ToList();
        var codes = replaced.Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        var others = await database.Assets.AsNoTracking().ToListAsync(cancellationToken);
        foreach (var overlap in AssetOverlaps.Find([.. others.Where(a => !codes.Contains(a.SystemCode)).Select(ClaimedAsset.Of), .. replaced.SelectMany(s => s.Assets)]))
        {
            var (asset, why) = (overlap.Asset, overlap.Message);
            Fault(asset.Line, asset.Column, asset.SystemCode, why.Vi, why.En);
        }
    }

    private void Unknown(OrganisationEntry organisation, string key, string code) => _faults.Add(DocumentFault.Of(
        fileName, organisation.Line, organisation.Column,
        $"cơ quan \"{organisation.Code}\": {key} \"{code}\" không phải là cơ quan: thêm vào mục organisations, hoặc sửa mã",
        $"organisation \"{organisation.Code}\": {key} \"{code}\" is not an organisation: add it under organisations, or correct the code"));

    private void Unknown(SystemEntry system, string key, string code) => Fault(
        system,
        $"{key} \"{code}\" không phải là cơ quan: thêm vào mục organisations, hoặc sửa mã",
        $"{key} \"{code}\" is not an organisation: add it under organisations, or correct the code");

    private void Fault(SystemEntry system, string vi, string en) => Fault(system.Line, system.Column, system.Code, vi, en);

    private void Fault(long line, long column, string system, string vi, string en) =>
        _faults.Add(DocumentFault.Of(fileName, line, column, $"hệ thống \"{system}\": {vi}", $"system \"{system}\": {en}"));

    private static Wording NeedsConclusion { get; } = new(
        "phải có kết luận «đủ điều kiện đưa vào vận hành»: ghi conclusion: {document: …, on: yyyy-MM-dd}, hoặc trạng thái không đang vận hành: not-concluded, test hay retired "
            + "(nhật ký của hệ thống chưa được phép sử dụng tạo phát hiện)",
        "needs the conclusion \"đủ điều kiện đưa vào vận hành\": give conclusion: {document: …, on: yyyy-MM-dd}, or the state that is not in use: not-concluded, test or retired "
            + "(logs of a system that is not in use raise a finding)");
}
