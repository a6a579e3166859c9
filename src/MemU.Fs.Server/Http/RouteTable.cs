using MemU.Fs.Server.Memu;
using MemU.Fs.Server.Own;

namespace MemU.Fs.Server.Http;

/// <summary>All routes, ours first.</summary>
internal static class RouteTable
{
    /// <summary>The routes in the order in which the API document shows them.</summary>
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. LearnRoutes.All, .. FindRoutes.All, .. FileRoutes.All, .. HistoryRoutes.All, .. EventRoutes.All, .. ServerRoutes.All, .. CloudRoutes.All, .. CloudV4Routes.All, .. SelfHostedRoutes.All, .. FirstGenerationRoutes.All,
    ];
}
