// The line is tried every two seconds for as long as it takes: the framework's own pauses grow to half a minute, and a shift waits for none of them.
Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 1e9, retryIntervalMilliseconds: 2000 } } });
