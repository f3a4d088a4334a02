namespace HaiPhongSoc.Events;

/// <summary>Whose vocabulary a name of a field belongs to. One value may stand under several names.</summary>
public enum FieldNaming : byte
{
    /// <summary>The name as the sender wrote it (nested names joined by dots).</summary>
    Original = 0,

    /// <summary>A further name under which a rule may address the value (a Sigma taxonomy name, a name without its path).</summary>
    Alias = 1,

    /// <summary>The Elastic Common Schema's name.</summary>
    Ecs = 2,
}
