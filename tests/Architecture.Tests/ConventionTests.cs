using System.Reflection;
using HaiPhongSoc.Testing;

namespace Architecture.Tests;

public sealed class ConventionTests
{
    private static readonly string[] Rooms = [.. Arrows.Permitted.Keys];

    [Fact]
    public void Types_are_named_after_what_they_do() =>
        Conventions.EmptyNames(OwnTypes().Where(type => !IsGenerated(type)).Select(type => type.Name)).ShouldBeEmpty();

    [Fact]
    public void An_empty_name_is_found() =>
        Conventions.EmptyNames(["AlertManager", "AlertIntake"]).ShouldBe(["AlertManager"]);

    [Fact]
    public void No_file_outgrows_the_ceiling() =>
        Conventions.TooLong(Sources().Select(file => (file.Path, file.Text.AsSpan().Count('\n')))).ShouldBeEmpty();

    [Fact]
    public void A_file_that_outgrew_the_ceiling_is_found() =>
        Conventions.TooLong([("a.cs", 401), ("b.cs", 400)]).ShouldBe(["a.cs: 401 lines"]);

    [Fact]
    public void Namespaces_follow_folders() =>
        Conventions.WrongRooms(Sources().Where(file => file.Path.StartsWith("HaiPhongSoc", StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void A_namespace_that_does_not_follow_its_folder_is_found() =>
        Conventions.WrongRooms([("HaiPhongSoc.Intake/Spool/A.cs", "namespace HaiPhongSoc.Intake.Parsing;\n")]).Count().ShouldBe(1);

    [Fact]
    public void The_event_path_knows_no_mediator() =>
        Conventions.MediatorOutsideOperations(AllReferences()).ShouldBeEmpty();

    [Fact]
    public void A_mediator_on_the_event_path_is_found() =>
        Conventions.MediatorOutsideOperations(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["HaiPhongSoc.Detection"] = ["MediatR"] })
            .ShouldBe(["HaiPhongSoc.Detection"]);

    [Fact]
    public void Public_classes_are_sealed() =>
        Conventions.OpenClasses([.. OwnTypes().Where(type => !IsGenerated(type) && !IsPage(type))]).ShouldBeEmpty();

    [Fact]
    public void An_open_class_is_found() =>
        Conventions.OpenClasses([typeof(OpenByMistake), typeof(ConventionTests)]).ShouldBe([typeof(OpenByMistake).FullName!]);

    private static IEnumerable<Type> OwnTypes() =>
        Rooms.Where(IsBuilt).SelectMany(room => Assembly.Load(room).GetTypes()).Where(type => !type.Name.Contains('<', StringComparison.Ordinal));

    private static bool IsBuilt(string room) => File.Exists(Path.Combine(AppContext.BaseDirectory, room + ".dll"));

    // Razor components are generated public and open; migrations and source-generated types are not ours to name.
    private static bool IsPage(Type type) => type.Name == "_Imports" || typeof(Microsoft.AspNetCore.Components.ComponentBase).IsAssignableFrom(type);

    private static bool IsGenerated(Type type) =>
        type.Namespace is null
        || !(type.Namespace.StartsWith("HaiPhongSoc", StringComparison.Ordinal))
        || type.Namespace.Contains(".Data.Migrations.", StringComparison.Ordinal);

    private static Dictionary<string, string[]> AllReferences() =>
        Rooms.Where(IsBuilt).ToDictionary(
            room => room,
            room => Assembly.Load(room).GetReferencedAssemblies().Select(reference => reference.Name!).ToArray(),
            StringComparer.Ordinal);

    private static IEnumerable<(string Path, string Text)> Sources()
    {
        foreach (var top in new[] { "src", "tests" })
        {
            var root = RepositoryRoot.Of(top);
            foreach (var path in Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories))
            {
                if ((path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
                    && !path.Contains("/Migrations/", StringComparison.Ordinal)
                    && !path.Contains("/obj/", StringComparison.Ordinal))
                {
                    yield return (Path.GetRelativePath(root, path), File.ReadAllText(path));
                }
            }
        }
    }
}

/// <summary>The deliberate negative of the rule on sealed classes.</summary>
public class OpenByMistake;
