using MemU.Fs.Index;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>What was found in a mounted source, with its text as the source has it now, secrets masked.</summary>
internal static class MountedHit
{
    /// <summary>The hit; one in a source or a file that is away says so. Null when the text is there no more.</summary>
    public static ResourceHit? Of(Mounts mounts, Mount mount, string relative, UnitHit hit, int snippet)
    {
        var text = mounts.Load(mount, relative);
        var unit = text?.Units.FirstOrDefault(u => u.FirstLine == hit.FirstLine && (u.Anchor ?? "") == (hit.Anchor ?? ""));
        if (text is not null && unit is null) return null;
        return new()
        {
            Id = mount.Id,
            Path = hit.Path,
            Anchor = hit.Anchor,
            Heading = unit?.Heading,
            Speaker = unit?.Speaker,
            Date = unit?.Time,
            Title = text?.Item.Title ?? Path.GetFileNameWithoutExtension(relative),
            Url = MountedText.Address(mount, relative),
            Modality = text?.Item.Fields.First(f => f.Key == "modality").Value,
            Missing = text is null ? mounts.View(mount).Missing ?? "the file is gone from the source" : null,
            Snippet = unit is null ? "" : Retrieve.Clip(unit.Text, snippet),
            Lines = [hit.FirstLine, hit.LastLine],
            Score = Math.Round(hit.Score, 4),
        };
    }
}
