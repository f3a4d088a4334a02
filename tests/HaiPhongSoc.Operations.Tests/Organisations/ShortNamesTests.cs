using HaiPhongSoc.Operations.Organisations;

namespace HaiPhongSoc.Operations.Tests.Organisations;

public sealed class ShortNamesTests
{
    [Theory]
    [InlineData("TT CNTT-TT", "Trung tâm Công nghệ thông tin và Truyền thông thành phố")]
    [InlineData("tt công nghệ thông tin & truyền thông", "Trung tâm Công nghệ thông tin và Truyền thông")]
    [InlineData("Sở TT&TT", "Sở Thông tin và Truyền thông")]
    [InlineData("UBND phường Lê Chân", "Ủy ban nhân dân phường Lê Chân")]
    [InlineData("Trung tâm Chuyển đổi số", "Trung tâm Chuyển đổi số thành phố")]
    [InlineData("Cty CP An ninh mạng", "Cty Cổ phần An ninh mạng")]
    [InlineData("CÔNG AN  thành phố", "công an thành phố")]
    [InlineData("CATP", "Công an thành phố Hải Phòng")]
    [InlineData("ca-tp", "Công an thành phố Hải Phòng")]
    [InlineData("UBND TP", "Ủy ban nhân dân thành phố Hải Phòng")]
    public void A_short_name_means_the_full_one_and_the_other_way_round(string one, string other)
    {
        ShortNames.Match(one, other).ShouldBeTrue();
        ShortNames.Match(other, one).ShouldBeTrue();
    }

    [Fact]
    public void Whatever_people_write_is_compared_at_once()
    {
        var joints = string.Concat(Enumerable.Repeat("va ", 160));
        ShortNames.Match(joints + "zz", joints + "bb").ShouldBeFalse();
    }

    [Theory]
    [InlineData("Công ty M", "Công ty Mai")]
    [InlineData("Sở Y tế", "Sở Xây dựng")]
    [InlineData("TT CNTT", "Trung tâm Công nghệ")]
    [InlineData("UBND phường Lê Chân", "Ủy ban nhân dân phường Ngô Quyền")]
    [InlineData("Trung tâm Giám sát", "Trung tâm Giám sát, điều hành thông minh")]
    [InlineData("", "Sở Y tế")]
    [InlineData("YT", "Y tế")]
    public void Another_unit_is_not_meant(string one, string other)
    {
        ShortNames.Match(one, other).ShouldBeFalse();
        ShortNames.Match(other, one).ShouldBeFalse();
    }
}
