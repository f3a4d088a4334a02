namespace HaiPhongSoc.Events.Tests;

public sealed class FieldSetTests
{
    [Fact]
    public void One_value_is_found_under_each_of_its_names()
    {
        var builder = new FieldSetBuilder();
        var entry = builder.Add("Image"u8, @"C:\a.exe"u8);
        builder.AddName(entry, "process.executable", FieldNaming.Ecs);
        var fields = builder.Build();

        fields.Text("process.executable").ShouldBe(@"C:\a.exe");
        fields[fields.IndexOf("Image"u8)].ValueText.ShouldBe(@"C:\a.exe");
        builder.Count.ShouldBe(0);
    }

    [Fact]
    public void A_name_that_an_event_makes_up_does_not_enter_the_catalogue()
    {
        var builder = new FieldSetBuilder();
        builder.Add("made.up.by.a.sender"u8, "x"u8);
        var fields = builder.Build();

        FieldCatalogue.Find("made.up.by.a.sender"u8).IsNone.ShouldBeTrue();
        fields[fields.IndexOf("made.up.by.a.sender"u8)].ValueText.ShouldBe("x");
    }

    [Fact]
    public void Several_values_of_one_name_are_walked_in_order()
    {
        var id = FieldCatalogue.Intern("host.ip");
        var builder = new FieldSetBuilder();
        builder.Add("host.ip"u8, "10.0.0.1"u8);
        builder.Add("host.ip"u8, "10.0.0.2"u8);
        var fields = builder.Build();

        var first = fields.IndexOf(id);
        fields[fields.IndexOf(id, first + 1)].ValueText.ShouldBe("10.0.0.2");
    }

    [Fact]
    public void Null_is_present_but_has_no_value()
    {
        var builder = new FieldSetBuilder();
        builder.Add("user.name"u8, default, FieldValueKind.Null);
        var fields = builder.Build();

        fields.IndexOf(EcsFields.UserName).ShouldBe(0);
        fields.TryGet(EcsFields.UserName, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0-1532", true)]
    [InlineData("0-", false)]
    [InlineData("-3", false)]
    [InlineData("1-+3", false)]
    public void An_event_id_reads_what_it_writes_and_nothing_else(string text, bool ok)
    {
        EventId.TryParse(text, out var id).ShouldBe(ok);
        if (ok)
            id.ToString().ShouldBe(text);
    }

    [Fact]
    public void A_name_that_somebody_asks_for_later_is_known_from_then_on()
    {
        var builder = new FieldSetBuilder();
        builder.Add("asked.for.later"u8, "1"u8);
        var before = builder.Build();
        var id = FieldCatalogue.Intern("asked.for.later");
        builder.Add("asked.for.later"u8, "2"u8);
        builder.Add("never.asked.for"u8, "3"u8);

        builder.IndexOf(id).ShouldBe(0);
        builder.IndexOf(id, 1).ShouldBe(-1);
        var after = builder.Build();
        (before.IdAt(0).IsNone, before.IndexOf(id)).ShouldBe((true, 0));
        (after.IdAt(0), after.IdAt(1).IsNone).ShouldBe((id, true));
        builder.IndexOf(id).ShouldBe(-1);
    }
}
