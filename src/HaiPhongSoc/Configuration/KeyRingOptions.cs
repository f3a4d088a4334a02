namespace HaiPhongSoc.Configuration;

/// <summary>
/// The keys that seal sessions and forms. Several nodes need the same ones: in the operational database or in a folder that all of them see. Whoever has the keys can make
/// himself anybody's session, so encrypt them with a certificate that lies elsewhere.
/// </summary>
internal sealed class KeyRingOptions
{
    public const string Files = "files";
    public const string Database = "database";

    /// <summary><c>files</c> or <c>database</c>.</summary>
    public string Store { get; set; } = Files;

    /// <summary>Where <c>files</c> lie; empty = <c>keys</c> in the data folder.</summary>
    public string Directory { get; set; } = "";

    /// <summary>An RSA certificate (its dates do not matter) with whose key the ring is encrypted; not given = it lies in clear.</summary>
    public CertificateOptions Certificate { get; init; } = new();

    /// <summary>Those by which older keys were encrypted: they open, the other one seals.</summary>
    public IList<CertificateOptions> FormerCertificates { get; init; } = [];

    public void Check(List<string> failures)
    {
        if (Store is not (Files or Database))
            failures.Add($"Soc:Keys:Store is '{Store}', known are {Files} and {Database}: choose one");
        if (Store == Database && Directory.Length > 0)
            failures.Add($"Soc:Keys:Directory is '{Directory}', but Soc:Keys:Store is {Database}: leave one of them out");
        if (!Certificate.IsGiven && FormerCertificates.Count > 0)
            failures.Add("Soc:Keys:Certificate:CertificateFile is empty, but there are FormerCertificates: give the one that seals now");
        if (FormerCertificates.Any(former => !former.IsGiven))
            failures.Add("Soc:Keys:FormerCertificates has an entry without CertificateFile: give it or remove the entry");
    }
}
