using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using HaiPhongSoc.Operations.Register.Sheets;

namespace HaiPhongSoc.Web.Api;

/// <summary>
/// How the API writes and reads JSON: names in snake_case, enumerations as words, times as RFC 3339 in UTC, texts unescaped but for what HTML knows. Reading
/// is strict: a member that is unknown, missing, given twice or of another type is a fault with its place.
/// </summary>
internal static class ApiJson
{
    public const int DeepestBody = 16;

    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Adds what the API's shapes need to the options that the OpenAPI document is made by; nothing else in the program is written differently.</summary>
    public static void AddTo(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, new ShapeResolver());
        options.Converters.Add(new WordConverters());
        options.Converters.Add(new InstantConverter());
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
    }

    /// <summary>The word of an enumeration's member.</summary>
    public static string Word<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());

    public static string Write(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            MaxDepth = DeepestBody,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters = { new WordConverters(), new InstantConverter(), new CleanTextConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>The names of the API's own shapes and of the register file, whatever the options' naming policy is for others.</summary>
    private sealed class ShapeResolver : DefaultJsonTypeInfoResolver
    {
        public override JsonTypeInfo GetTypeInfo(Type type, JsonSerializerOptions options)
        {
            if (type.Namespace?.StartsWith(typeof(ApiJson).Namespace!, StringComparison.Ordinal) != true && type.Namespace != typeof(RegisterDocument).Namespace)
                return null!;
            var info = base.GetTypeInfo(type, options);
            foreach (var property in info.Properties)
            {
                if (property.AttributeProvider is System.Reflection.MemberInfo member && !member.IsDefined(typeof(JsonPropertyNameAttribute), inherit: true))
                    property.Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);
            }

            return info;
        }
    }

    private sealed class WordConverters : JsonConverterFactory
    {
        private static readonly JsonStringEnumConverter Words = new(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum && typeToConvert.Namespace?.StartsWith("HaiPhongSoc.", StringComparison.Ordinal) == true;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Words.CreateConverter(typeToConvert, options);
    }

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(ApiJson.Write(value));
    }

    /// <summary>U+0000 can be stored nowhere that text is stored.</summary>
    private sealed class CleanTextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException();
            string? text;
            try
            {
                text = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                // A lone surrogate, or bytes that are no UTF-8.
                throw new JsonException();
            }

            return text?.Contains('\0', StringComparison.Ordinal) == true ? throw new JsonException() : text;
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
