using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HaiPhongSoc.Operations.Data;

/// <summary>A small list that is only read and written whole, kept as JSON text.</summary>
internal static class JsonColumn
{
    public static ValueConverter<T, string> Converter<T>()
        where T : new() =>
        new(value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default), text => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Default) ?? new T());

    public static ValueComparer<T> Comparer<T>()
        where T : new() =>
        new(
            (a, b) => JsonSerializer.Serialize(a, JsonSerializerOptions.Default) == JsonSerializer.Serialize(b, JsonSerializerOptions.Default),
            value => StringComparer.Ordinal.GetHashCode(JsonSerializer.Serialize(value, JsonSerializerOptions.Default)),
            value => value);
}
