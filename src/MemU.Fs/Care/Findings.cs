using MemU.Fs.Model;

namespace MemU.Fs.Care;

/// <summary>Collects what the checks find.</summary>
internal sealed class Findings
{
    private static readonly string[] Order = ["error", "warning", "ok"];
    private readonly List<DoctorFinding> _all = [];

    /// <summary>The findings, errors first.</summary>
    public DoctorView ToView() => new([.. _all.OrderBy(f => Array.IndexOf(Order, f.Level))], _all.TrueForAll(f => f.Level != "error"));

    /// <summary>Whether a check found anything wrong.</summary>
    public bool IsWrong(string check) => _all.Exists(f => f.Check == check && f.Level != "ok");

    public void Ok(string check, string message) => _all.Add(new("ok", check, message));

    public void Warn(string check, string message, string? fix) => _all.Add(new("warning", check, message, fix));

    public void Error(string check, string message, string? fix) => _all.Add(new("error", check, message, fix));
}
