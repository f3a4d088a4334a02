using HaiPhongSoc.Operations.Register;

namespace HaiPhongSoc.Operations.Tests.Register;

/// <summary>A world with a register in it, for all tests of a class.</summary>
public abstract class RegisteredWorld(string register) : IAsyncLifetime
{
    internal OperationsWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await OperationsWorld.StartAsync();
        (await World.Operations.SendAsync(new ImportRegister(World.Administrator, register, "r.yml"))).Require();
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
