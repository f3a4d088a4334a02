using System.Net;

namespace HaiPhongSoc.Web.Security;

/// <summary>An address as it is kept: IPv4 without the clothes of IPv6.</summary>
internal static class AddressText
{
    public static string Of(IPAddress? address) => address is null ? "" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
