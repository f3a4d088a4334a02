using HaiPhongSoc.Operations.Regulation;
using HaiPhongSoc.Web.Api.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HaiPhongSoc.Web.Api;

/// <summary>The law that the program obeys, and the level that follows from answers about a system.</summary>
internal static class RegulationApi
{
    private static readonly TextParameter Answers = new(
        "answers", "Question and options or number, as purpose=internal,online-service;harm=none. The questions come back with what is given.", 2_000);

    private static readonly TextParameter Profile = new("profile", "Name of the other profile; without it only the names of those that there are.");

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/regulation", GetAsync).Asks<GetRegulation, RegulationShape>("regulation.get", "The profile in force: every row with its legal basis");
        api.MapGet("/regulation/comparison", CompareAsync).Asks<CompareProfile, ProfileComparisonShape>(
            "regulation.compare", "What would change for each system, each organisation and the city if another profile took effect. Nothing is changed", parameters: [Profile]);
        api.MapGet("/levels/advice", AdviseAsync).Asks<AdviseLevel, LevelAdviceShape>(
            "levels.advise", "The security level (cấp độ) that follows from answers, by which article, and what would change it. Nothing is kept", parameters: [Answers]);
    }

    private static Task<IResult> GetAsync(ApiCall call) => call.AskAsync<RegulationView>(new GetRegulation(call.Actor), view => ApiCall.Json(RegulationShape.Of(view)));

    private static Task<IResult> CompareAsync(ApiCall call) => call.AskAsync(
        new CompareProfile(call.Actor, call.Get(Profile)), compared => ApiCall.Json(ProfileComparisonShape.Of(compared)));

    private static Task<IResult> AdviseAsync(ApiCall call) => call.AskAsync<LevelAdvice>(
        new AdviseLevel(call.Actor, Read(call.Get(Answers) ?? "")), advice => ApiCall.Json(LevelAdviceShape.Of(advice)));

    private static Dictionary<string, IReadOnlyList<string>> Read(string answers) => answers
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(answer => answer.Split('=', 2))
        .Where(answer => answer.Length == 2)
        .GroupBy(answer => answer[0], StringComparer.Ordinal)
        .ToDictionary(
            answer => answer.Key,
            answer => (IReadOnlyList<string>)answer.First()[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            StringComparer.Ordinal);
}
