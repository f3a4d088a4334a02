namespace EndToEnd.Tests.Browser;

/// <summary>The walk through the console, on the demo.</summary>
public sealed class DemoConsoleTests(DemoConsole demo, ConsoleBrowser browser)
    : ConsoleWalkTests(demo, browser), IClassFixture<DemoConsole>, IClassFixture<ConsoleBrowser>;
