using System.Globalization;
using CsCheck;
using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Testing;

namespace HaiPhongSoc.Operations.Tests.Regulation;

/// <summary>The level that follows from the answers, by the decision tables of both shipped profiles.</summary>
public sealed class LevelDecisionTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly LevelRules Current = Shipped("vn-2026");

    private static readonly LevelRules Legacy = Shipped("vn-2023-plan40");

    /// <summary>One line for each row of decree 331, articles 11 to 15: answers, level, the row that decides.</summary>
    [Theory]
    [InlineData("purpose=internal information=public", 1, "internal-public")]
    [InlineData("purpose=internal information=public,private", 2, "internal-private")]
    [InlineData("purpose=internal information=personal basic-data-subjects=2000000 sensitive-data-subjects=2000000", 2, "internal-private")]
    [InlineData("purpose=online-service information=public conditional-business=no", 2, "online-unconditional")]
    [InlineData("purpose=online-service information=personal basic-data-subjects=99999 sensitive-data-subjects=9999", 2, "online-personal")]
    [InlineData("purpose=infrastructure infrastructure-scope=one-agency", 2, "infrastructure-agency")]
    [InlineData("purpose=other decided=two", 2, "decided-two")]
    [InlineData("purpose=internal information=private,state-secret", 3, "state-secret")]
    [InlineData("purpose=internal information=public harm=harm", 3, "harm")]
    [InlineData("purpose=online-service information=public conditional-business=yes", 3, "conditional-business")]
    [InlineData("purpose=administrative-procedures information=public", 3, "administrative-procedures")]
    [InlineData("purpose=online-service information=personal basic-data-subjects=100000 sensitive-data-subjects=0", 3, "online-many-basic")]
    [InlineData("purpose=online-service information=personal basic-data-subjects=0 sensitive-data-subjects=10000", 3, "online-many-sensitive")]
    [InlineData("purpose=infrastructure infrastructure-scope=ministry-or-provinces", 3, "infrastructure-province")]
    [InlineData("purpose=industrial-control works-class=two-to-four", 3, "works-two-to-four")]
    [InlineData("purpose=other decided=three", 3, "decided-three")]
    [InlineData("purpose=internal information=public harm=serious", 4, "serious-harm")]
    [InlineData("purpose=online-service national-e-government=yes", 4, "national-e-government")]
    [InlineData("purpose=infrastructure infrastructure-scope=nationwide", 4, "infrastructure-nation")]
    [InlineData("purpose=industrial-control works-class=one", 4, "works-one")]
    [InlineData("purpose=other decided=four", 4, "decided-four")]
    [InlineData("purpose=internal information=public harm=strategic", 5, "strategic")]
    [InlineData("purpose=other national-data=yes", 5, "national-data")]
    [InlineData("purpose=infrastructure infrastructure-scope=international", 5, "international-link")]
    [InlineData("purpose=industrial-control works-class=special", 5, "works-special")]
    [InlineData("purpose=other decided=five", 5, "decided-five")]
    [InlineData("purpose=internal,administrative-procedures information=public,personal", 3, "administrative-procedures")]
    [InlineData("purpose=other information=public harm=none decided=none national-data=no", 0, "")]
    public void The_law_in_force(string answers, int level, string because) => Check(Current, answers, level, because);

    /// <summary>One line for each row of decree 85, articles 7 to 11.</summary>
    [Theory]
    [InlineData("purpose=internal information=public", 1, "internal-public")]
    [InlineData("purpose=internal information=private", 2, "internal-private")]
    [InlineData("purpose=online-service service-grade=one-two", 2, "service-grade-one-two")]
    [InlineData("purpose=online-service conditional-business=no", 2, "online-unconditional")]
    [InlineData("purpose=online-service information=personal users=9999", 2, "online-few-users")]
    [InlineData("purpose=infrastructure infrastructure-scope=one-agency", 2, "infrastructure-agency")]
    [InlineData("purpose=internal information=state-secret", 3, "state-secret")]
    [InlineData("purpose=internal harm=harm", 3, "harm")]
    [InlineData("purpose=online-service service-grade=three-four", 3, "service-grade-three-four")]
    [InlineData("purpose=online-service conditional-business=yes", 3, "conditional-business")]
    [InlineData("purpose=online-service information=personal users=10000", 3, "online-many-users")]
    [InlineData("purpose=infrastructure infrastructure-scope=ministry-or-provinces", 3, "infrastructure-province")]
    [InlineData("purpose=industrial-control works-class=two-to-four", 3, "works-two-to-four")]
    [InlineData("purpose=internal harm=serious", 4, "serious-harm")]
    [InlineData("purpose=online-service national-e-government=yes", 4, "national-e-government")]
    [InlineData("purpose=infrastructure infrastructure-scope=nationwide", 4, "infrastructure-nation")]
    [InlineData("purpose=industrial-control works-class=one", 4, "works-one")]
    [InlineData("purpose=internal harm=strategic", 5, "strategic")]
    [InlineData("purpose=other national-data=yes", 5, "national-data")]
    [InlineData("purpose=infrastructure infrastructure-scope=international", 5, "international-link")]
    [InlineData("purpose=industrial-control works-class=special", 5, "works-special")]
    public void The_law_of_the_plan(string answers, int level, string because) => Check(Legacy, answers, level, because, new DateOnly(2023, 2, 13));

    [Fact]
    public void Every_row_of_both_tables_has_a_line_above()
    {
        RowsOf(nameof(The_law_in_force)).ShouldBe(Current.Criteria.Select(c => c.Id), ignoreOrder: true);
        RowsOf(nameof(The_law_of_the_plan)).ShouldBe(Legacy.Criteria.Select(c => c.Id), ignoreOrder: true);

        static IEnumerable<string> RowsOf(string test) => typeof(LevelDecisionTests).GetMethod(test)!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>()
            .Select(line => (string)line.Data[2]!).Where(row => row.Length > 0).Distinct(StringComparer.Ordinal);
    }

    [Fact]
    public void A_lapsed_row_decides_nothing() =>
        LevelDecision.Of(Legacy, Answers(Legacy, "purpose=internal information=public"), Today).Level.ShouldBe(0);

    [Fact]
    public void What_is_not_answered_and_could_raise_the_level_is_named()
    {
        var decision = LevelDecision.Of(Current, Answers(Current, "purpose=online-service information=public conditional-business=no"), Today);
        decision.Level.ShouldBe(2);
        decision.Missing.Select(q => q.Id).ShouldBe(["national-e-government", "national-data", "harm", "decided"]);
        LevelDecision.Of(Current, LevelAnswers.Empty, Today).Missing.Select(q => q.Id).ShouldContain("purpose", StringComparer.Ordinal);

        var complete = "purpose=online-service information=public conditional-business=no national-e-government=no national-data=no harm=none decided=none";
        LevelDecision.Of(Current, Answers(Current, complete), Today).Missing.ShouldBeEmpty();
    }

    [Fact]
    public void What_would_change_it_is_said_with_the_figure_at_which_it_does()
    {
        var answers = Answers(Current, "purpose=online-service information=personal basic-data-subjects=5000 sensitive-data-subjects=0 conditional-business=no");
        var changes = LevelDecision.Of(Current, answers, Today).Changes;

        changes.ShouldContain(c => c.Question.Id == "basic-data-subjects" && c.Values.Single() == "100000" && c.Level == 3 && c.Because!.Id == "online-many-basic");
        changes.ShouldContain(c => c.Question.Id == "sensitive-data-subjects" && c.Values.Single() == "10000" && c.Level == 3);
        changes.ShouldContain(c => c.Question.Id == "conditional-business" && c.Values.Single() == "yes" && c.Level == 3);

        var many = Answers(Current, "purpose=online-service information=personal basic-data-subjects=250000 sensitive-data-subjects=0 conditional-business=no");
        LevelDecision.Of(Current, many, Today).Changes.ShouldContain(c => c.Question.Id == "basic-data-subjects" && c.Values.Single() == "99999" && c.Level == 2);
    }

    [Fact]
    public void Answers_that_no_question_knows_count_as_not_given()
    {
        var answers = LevelAnswers.Read(Current, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["purpose"] = ["internal", "<script>"],
            ["harm"] = ["strategic", "none"],
            ["basic-data-subjects"] = ["-5"],
            ["made-up"] = ["x"],
        });
        answers.Chosen("purpose").ShouldBe(["internal"]);
        answers.Chosen("harm").ShouldBe(["strategic"]);
        answers.Chosen("basic-data-subjects").ShouldBeNull();
        answers.Chosen("made-up").ShouldBeNull();
    }

    [Fact]
    public void One_more_thing_that_a_system_does_never_lowers_its_level_and_each_change_that_is_told_is_true() =>
        AnyAnswers.Sample(
            answers =>
            {
                var decision = LevelDecision.Of(Current, answers, Today);
                foreach (var change in decision.Changes)
                    LevelDecision.Of(Current, answers.With(change.Question.Id, change.Values), Today).Level.ShouldBe(change.Level);
                foreach (var more in Current.Questions[0].Options.Where(o => o.Id is not "other"))
                {
                    var wider = answers.With("purpose", [.. answers.Chosen("purpose") ?? new HashSet<string>(StringComparer.Ordinal), more.Id]);
                    var level = LevelDecision.Of(Current, wider, Today).Level;

                    // Level 1 is for systems that do nothing else: any row or none may stand in its place.
                    if (decision.Level > 1)
                        level.ShouldBeGreaterThanOrEqualTo(decision.Level);
                }
            },
            iter: 300);

    private static readonly Gen<LevelAnswers> AnyAnswers = Gen.Int[0, int.MaxValue].Select(seed =>
    {
        var random = new Random(seed);
        var answers = LevelAnswers.Empty;
        foreach (var question in Current.Questions.Where(_ => random.Next(4) > 0))
        {
            answers = question.Kind switch
            {
                QuestionKind.Number => answers.With(question.Id, random.Next(0, 200_000).ToString(CultureInfo.InvariantCulture)),
                QuestionKind.One => answers.With(question.Id, question.Options[random.Next(question.Options.Count)].Id),
                _ => answers.With(question.Id, question.Options.Where(_ => random.Next(2) == 0).Select(o => o.Id)),
            };
        }

        return answers;
    });

    private static void Check(LevelRules rules, string answers, int level, string because, DateOnly? day = null)
    {
        var decision = LevelDecision.Of(rules, Answers(rules, answers), day ?? Today);
        decision.Level.ShouldBe(level);
        decision.Deciding.Select(c => c.Id).ShouldBe(because.Length == 0 ? [] : [because]);
        decision.Deciding.ShouldAllBe(c => c.Basis.Article.Length > 0);
    }

    private static LevelAnswers Answers(LevelRules rules, string text)
    {
        var given = text.Split(' ').Select(pair => pair.Split('=')).ToDictionary(p => p[0], p => (IReadOnlyList<string>)p[1].Split(','), StringComparer.Ordinal);
        var answers = LevelAnswers.Read(rules, given);
        given.Keys.ShouldAllBe(key => answers.Chosen(key) != null, "a typing error in the test");
        return answers;
    }

    private static LevelRules Shipped(string profile) =>
        RegulationFile.Read(File.ReadAllText(RepositoryRoot.Of("rules", "regulation", profile + ".yml")), profile, []).ShouldNotBeNull().Levels;
}
