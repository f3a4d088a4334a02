namespace HaiPhongSoc.Intake.Sources;

/// <summary>What is wrong with a source definition, and where. Line and column count from 1.</summary>
public sealed record SourceProblem(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
