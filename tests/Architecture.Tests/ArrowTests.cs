using System.Reflection;

namespace Architecture.Tests;

public sealed class ArrowTests
{
    [Fact]
    public void Rooms_use_only_the_rooms_that_the_table_lists() =>
        Arrows.Violations(Arrows.Permitted, RealReferences()).ShouldBeEmpty();

    [Fact]
    public void An_arrow_that_is_not_listed_is_found()
    {
        var real = RealReferences();
        real["HaiPhongSoc.EventStore"] = [.. real["HaiPhongSoc.EventStore"], "HaiPhongSoc.Operations"];

        Arrows.Violations(Arrows.Permitted, real).ShouldBe(["HaiPhongSoc.EventStore -> HaiPhongSoc.Operations is not permitted"]);
    }

    [Fact]
    public void A_listed_arrow_that_nobody_uses_is_found()
    {
        var real = RealReferences();
        real["HaiPhongSoc.Intake"] = [];

        Arrows.Violations(Arrows.Permitted, real).ShouldBe(["HaiPhongSoc.Intake -> HaiPhongSoc.Events is listed but no longer used"]);
    }

    [Fact]
    public void A_room_that_nobody_announced_is_found()
    {
        var real = RealReferences();
        real["HaiPhongSoc.Common"] = [];

        Arrows.Violations(Arrows.Permitted, real).Single().ShouldStartWith("HaiPhongSoc.Common is not in the table");
    }

    internal static Dictionary<string, string[]> RealReferences()
    {
        var rooms = Directory.GetFiles(AppContext.BaseDirectory, "HaiPhongSoc.*.dll")
            .Append(Path.Combine(AppContext.BaseDirectory, "soc.dll"))
            .Where(path => !path.EndsWith(".resources.dll", StringComparison.Ordinal))
            .Select(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)))
            .ToList();
        var names = rooms.Select(room => room.GetName().Name!).ToHashSet(StringComparer.Ordinal);
        return rooms.ToDictionary(
            room => room.GetName().Name!,
            room => room.GetReferencedAssemblies().Select(reference => reference.Name!).Where(names.Contains).Order(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);
    }
}
