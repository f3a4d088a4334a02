using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace HaiPhongSoc.Operations.Mediation;

/// <summary>Why a request was refused, in kinds that a caller maps once (ProblemDetails, exit codes).</summary>
public enum FaultKind
{
    /// <summary>What was named does not exist, or the actor may not know that it does.</summary>
    NotFound = 1,

    /// <summary>Somebody else changed the record since it was read: load it again.</summary>
    Conflict = 2,

    /// <summary>The request itself is wrong.</summary>
    Invalid = 3,

    /// <summary>The actor may not do this.</summary>
    Forbidden = 4,

    /// <summary>The request is well-formed and permitted, but not in this state.</summary>
    Refused = 5,
}

/// <summary>An expected refusal.</summary>
/// <param name="Kind">How the caller maps it.</param>
/// <param name="Code">Stable and readable by programs, for example <c>incident.open-tasks</c>.</param>
/// <param name="Message">One sentence that names the remedy.</param>
public sealed record Fault(FaultKind Kind, string Code, Wording Message)
{
    /// <summary>Of an invalid request: which of its members are wrong and why; empty where it is not one member's fault.</summary>
    public IReadOnlyList<FaultyMember> Members { get; init; } = [];
}

/// <param name="Name">The request's property, for example <c>Conditions[2]</c>.</param>
public sealed record FaultyMember(string Name, Wording Message);

/// <summary>Non-generic view of an <see cref="Outcome{T}"/>, for the behaviours that stand around every request.</summary>
public interface IOutcome
{
    /// <summary>Null where there is a value.</summary>
    Fault? Fault { get; }

    /// <summary>The value as JSON.</summary>
    string Write();
}

/// <summary>How a behaviour makes a refusal of the right type.</summary>
public interface IOutcome<TSelf> : IOutcome
    where TSelf : IOutcome<TSelf>
{
    static abstract TSelf Of(Fault fault);

    /// <summary>What <see cref="IOutcome.Write"/> wrote.</summary>
    static abstract TSelf Read(string json);
}

/// <summary>A value, or the reason why there is none. Bugs and broken environments are exceptions, not outcomes.</summary>
public sealed record Outcome<T> : IOutcome<Outcome<T>>
{
    private Outcome(T? value, Fault? fault)
    {
        Value = value;
        Fault = fault;
    }

    /// <summary>Set exactly when <see cref="IsSuccess"/>.</summary>
    public T? Value { get; }

    public Fault? Fault { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsSuccess => Fault is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Fault fault) => new(default, fault);

    static Outcome<T> IOutcome<Outcome<T>>.Of(Fault fault) => fault;

    static Outcome<T> IOutcome<Outcome<T>>.Read(string json) => new(JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Default), null);

    string IOutcome.Write() => JsonSerializer.Serialize(Value, JsonSerializerOptions.Default);

    /// <summary>The value; an exception with the fault's message where the caller knows that there must be one.</summary>
    public T Require() => IsSuccess ? Value : throw new InvalidOperationException($"{Fault.Code}: {Fault.Message.En}");
}
