namespace HaiPhongSoc.Events;

/// <summary>ECS fields that the corridor itself reads (Elastic Common Schema 8). Source definitions may name any other.</summary>
public static class EcsFields
{
    public static readonly FieldId Timestamp = FieldCatalogue.Intern("@timestamp");
    public static readonly FieldId Message = FieldCatalogue.Intern("message");
    public static readonly FieldId HostName = FieldCatalogue.Intern("host.name");
    public static readonly FieldId HostIp = FieldCatalogue.Intern("host.ip");
    public static readonly FieldId SourceIp = FieldCatalogue.Intern("source.ip");
    public static readonly FieldId DestinationIp = FieldCatalogue.Intern("destination.ip");
    public static readonly FieldId UserName = FieldCatalogue.Intern("user.name");
    public static readonly FieldId EventCode = FieldCatalogue.Intern("event.code");
    public static readonly FieldId EventAction = FieldCatalogue.Intern("event.action");
    public static readonly FieldId EventOutcome = FieldCatalogue.Intern("event.outcome");
    public static readonly FieldId EventDataset = FieldCatalogue.Intern("event.dataset");
    public static readonly FieldId ProcessName = FieldCatalogue.Intern("process.name");
    public static readonly FieldId ProcessExecutable = FieldCatalogue.Intern("process.executable");
    public static readonly FieldId ProcessCommandLine = FieldCatalogue.Intern("process.command_line");
    public static readonly FieldId FilePath = FieldCatalogue.Intern("file.path");
    public static readonly FieldId UrlPath = FieldCatalogue.Intern("url.path");
}
