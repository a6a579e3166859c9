using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Own;
using MemU.Fs.Server.Tenants;

namespace MemU.Fs.Server.Http;

/// <summary>
/// Whether the server is ready. Anybody may ask, so the answer names no tenant, path or memory, and asking often costs nothing: it is looked at once a second at most.
/// </summary>
internal sealed class Health(ServeOptions options, TenantPool trees) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _one = new(1, 1);
    private (DateTimeOffset At, IReadOnlyList<HealthCheck> Checks)? _last;

    /// <summary>What was looked at.</summary>
    public async Task<IReadOnlyList<HealthCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = options.Clock.GetUtcNow();
            if (_last is { } last && now - last.At < Fresh && now >= last.At) return last.Checks;
            var checks = options.Tenants is { } folder ? await TenantsAsync(folder, cancellationToken) : [await ProbeAsync(KeyFile.OnlyTenant, cancellationToken)];
            _last = (now, checks);
            return checks;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    // those that are open: to open all of them would be a way to wear the server out
    private async Task<IReadOnlyList<HealthCheck>> TenantsAsync(string folder, CancellationToken cancellationToken)
    {
        var checks = new List<HealthCheck> { new("tenants", Directory.Exists(folder)) };
        foreach (var name in trees.Names())
            if (await ProbeAsync(name, cancellationToken) is { Ok: false } wrong) checks.Add(wrong);
        return checks;
    }

    private async Task<HealthCheck> ProbeAsync(string tenant, CancellationToken cancellationToken)
    {
        try
        {
            using var lease = await trees.RentAsync(tenant, cancellationToken);
            return new("index", (await lease.Tenant.Memory.ProbeAsync(cancellationToken)).Healthy);
        }
        catch (MemUException e)
        {
            options.Notice?.Invoke($"not ready: {e.Message}");
            return new("index", false);
        }
    }
}
