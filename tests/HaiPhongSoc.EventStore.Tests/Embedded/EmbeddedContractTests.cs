namespace HaiPhongSoc.EventStore.Tests.Embedded;

public sealed class EmbeddedContractTests : EventStoreContract
{
    private readonly AStore _store = new();

    protected override IEventStore Store => _store.Store;

    public override void Dispose()
    {
        _store.Dispose();
        base.Dispose();
    }
}
