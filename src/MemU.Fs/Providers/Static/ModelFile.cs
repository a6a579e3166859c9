using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Providers.Static;

/// <summary>Where a model's files are read: whatever goes wrong becomes an error that names the file and says what to do.</summary>
internal static class ModelFile
{
    private const string Advice = "Get the model's files anew, or take another model.";

    /// <summary>Reads a file.</summary>
    /// <exception cref="MemUException">It is missing, can't be opened, or is not what it should be.</exception>
    public static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MemUException(MemUErrorKind.NotFound, $"{path}: there is no such file. {Advice}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new MemUException(MemUErrorKind.NotAllowed, $"{path}: it may not be read ({e.Message}). Make it a readable file.", e);
        }
        catch (IOException e)
        {
            throw new MemUException(MemUErrorKind.System, $"{path}: it could not be read ({e.Message}). Try again, or copy the model to another disk.", e);
        }
        catch (JsonException e)
        {
            throw new MemUException(MemUErrorKind.BadArgument, $"{path}: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: it is no JSON that can be read ({Reason(e)}). {Advice}", e);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or FormatException or ArgumentException or OverflowException) // the last four are how the library says that a text is no Unicode, no base64 or too long
        {
            throw new MemUException(MemUErrorKind.BadArgument, $"{path}: {e.Message.TrimEnd('.')}. {Advice}", e);
        }
    }

    private static string Reason(JsonException e) => e.Message.Split(" LineNumber:", 2)[0].TrimEnd('.', ' ');
}
