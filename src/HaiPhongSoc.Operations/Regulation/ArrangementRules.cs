using HaiPhongSoc.Operations.Mediation;

namespace HaiPhongSoc.Operations.Regulation;

/// <summary>How an arrangement holds. The numbers are not stored.</summary>
public enum ArrangementKind
{
    /// <summary>Once made it stands until its next review.</summary>
    Standing = 1,

    /// <summary>Done again every year.</summary>
    Yearly = 2,

    /// <summary>Told to people, who confirm that they read it.</summary>
    Dissemination = 3,

    /// <summary>Who is reached at any hour, tried again and again; entered by trying them.</summary>
    Contacts = 4,
}

/// <summary>What every organisation makes and keeps, with a document that proves it.</summary>
/// <param name="Group">The head over the columns of several rows.</param>
/// <param name="Head">Head of a column.</param>
/// <param name="Until">The last day on which the first one is made; null where it is owed every year.</param>
/// <param name="DaysForNew">So many days has an organisation that begins later.</param>
/// <param name="ReviewMonths">At the latest after so many months it is reviewed; null where nothing asks for that.</param>
/// <param name="Due">The last day of every year, for what is owed every year.</param>
/// <param name="Text">What is told to people, in its own words; null where nothing is.</param>
/// <param name="PrecedesLevel">Whoever runs a system has it before the level of the system is approved.</param>
internal sealed record ArrangementRule(
    string Id, Wording Group, ArrangementKind Kind, Wording Title, Wording Head, DateOnly? Until, int DaysForNew, int? ReviewMonths, (int Month, int Day)? Due, Wording? Text,
    LegalBasis Basis, bool PrecedesLevel)
{
    /// <summary>The last day of what is owed once, for an organisation that began on a day.</summary>
    public DateOnly FirstDay(DateOnly? begun)
    {
        var until = Until ?? DateOnly.MaxValue;
        return begun is { } day && day.AddDays(DaysForNew) is var later && later > until ? later : until;
    }

    public DateOnly DayOf(int year) => Due is { } due ? new DateOnly(year, due.Month, due.Day) : DateOnly.MaxValue;
}
