using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Register;

/// <summary>
/// Takes over a register file (YAML; schema in the README): all of it or nothing, every error listed with line and column. What stands in the file
/// replaces what the register says of the same codes; systems that the file does not name stay. The same file again changes nothing.
/// </summary>
/// <param name="FileName">For messages only.</param>
public sealed record ImportRegister(Actor Actor, string Yaml, string FileName) : ICommand<RegisterImported>;

/// <param name="Version">The register's version afterwards; it grows only if something changed.</param>
public sealed record RegisterImported(long Version, int SystemsAdded, int SystemsChanged, int SystemsUnchanged, int Assets, int Organisations);
