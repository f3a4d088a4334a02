using HaiPhongSoc.Events;

namespace HaiPhongSoc.Web.Register;

/// <summary>An asset as a person writes it down.</summary>
public sealed record AssetDraft(string Realm, AssetKind Kind, string Key, long? ValidFrom, long? ValidTo, string? CarvedFrom);

/// <summary>When an asset ends, or goes to another system.</summary>
/// <param name="To">Null where it ends.</param>
public sealed record AssetTurn(string? To, long At);
