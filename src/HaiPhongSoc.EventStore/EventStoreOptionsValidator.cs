using System.Globalization;
using Microsoft.Extensions.Options;

namespace HaiPhongSoc.EventStore;

/// <summary>All failures at once, each with key, value and remedy.</summary>
internal sealed class EventStoreOptionsValidator : IValidateOptions<EventStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, EventStoreOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Directory))
            failures.Add("EventStore:Directory is empty: name the folder for the event segments");
        else if (options.Directory.AsSpan().ContainsAny('*', '?', '['))
            failures.Add($"EventStore:Directory is {options.Directory}: DuckDB takes * ? and [ for wildcards, name a folder without them");

        Within(failures, nameof(options.SealBytes), options.SealBytes, 1L << 10, 1L << 30);
        Within(failures, nameof(options.SealEvents), options.SealEvents, 1, 1_000_000);
        Within(failures, nameof(options.MemoryLimitBytes), options.MemoryLimitBytes, 64L << 20, 1L << 40);
        Within(failures, nameof(options.Threads), options.Threads, 0, 256);
        Within(failures, nameof(options.ConcurrentSearches), options.ConcurrentSearches, 1, 64);
        Within(failures, nameof(options.SealAge) + " (seconds)", (long)options.SealAge.TotalSeconds, 1, 86_400);
        Within(failures, nameof(options.SearchTimeLimit) + " (seconds)", (long)options.SearchTimeLimit.TotalSeconds, 1, 3_600);
        foreach (var (retentionClass, days) in options.RetentionDays)
        {
            if (!RetentionClass.IsKnown(retentionClass))
                failures.Add($"EventStore:RetentionDays:{retentionClass} is no retention class: use level0 to level5 or default");
            Within(failures, $"RetentionDays:{retentionClass}", days, 1, 36_500);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Within(List<string> failures, string key, long value, long least, long most)
    {
        if (value < least || value > most)
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"EventStore:{key} is {value}: set it between {least} and {most}"));
    }
}
