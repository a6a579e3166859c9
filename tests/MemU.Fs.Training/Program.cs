using MemU.Fs.Providers.Offline;
using MemU.Fs.Providers.Offline.Learned;
using MemU.Fs.Tests;
using MemU.Fs.Tests.Extraction;
using MemU.Fs.Training;

// without arguments: fits the weights to all labelled conversations and writes them into the source tree
// --check: cross-validates instead, and prints how well conversations do that the weights were not fitted to
if (args is ["words", var source, var wordNet, var cldr, var cedict, var often, var edict, var into, var dimensions, var most])
{
    WordTable.Make(source, wordNet, cldr, cedict, often, edict, into, int.Parse(dimensions, System.Globalization.CultureInfo.InvariantCulture), int.Parse(most, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}
if (args is not ([] or ["--check"] or ["--check", "--report", _]))
{
    Console.Error.WriteLine("usage: MemU.Fs.Training [--check [--report <file>]]");
    return 2;
}

string[] sets = ["dev", "more", "train", "plain"];
List<(string Set, LabelledConversation Conversation)> labelled = [.. sets.SelectMany(s => LabelledConversation.Load(s).Select(c => (s, c)))];
var examples = await Examples.OfAsync(labelled.ConvertAll(l => l.Conversation));
Console.WriteLine($"{labelled.Count} conversations, {labelled.Sum(l => l.Conversation.Facts.Count)} facts, {examples.All.Count(e => !e.Part)} sentences and {examples.All.Count(e => e.Part)} halves, {examples.Names.Count} cues");
var trainer = new Trainer(examples);
if (args.Length == 0)
{
    var table = trainer.Fit(_ => true);
    var path = Path.Combine(Repository.Root, "src", "MemU.Fs", "Providers", "Offline", "Learned", "extraction-weights.tsv");
    File.WriteAllText(path, table);
    Console.WriteLine($"{path}: {table.AsSpan().Count('\n')} weights, {table.Length / 1024} KiB");
    return 0;
}

const int Folds = 6;
var tables = new string[Folds];
Parallel.For(0, Folds, fold => tables[fold] = trainer.Fit(c => c % Folds != fold));
foreach (var (enough, apart) in new[] { (0.35, 0.45) })
{
    var models = tables.Select(t => LinearModel.Read(new StringReader(t), enough, apart)).ToArray();
    foreach (var set in sets)
    {
        ExtractionScore score = new();
        for (var i = 0; i < labelled.Count; i++) if (labelled[i].Set == set) await score.AddAsync(new OfflineExtractor(models[i % Folds]), labelled[i].Conversation);
        Console.WriteLine($"{set,-6} enough {enough:0.00} apart {apart:0.00}  precision {score.Precision:0.000}  recall {score.Recall:0.000}");
        if (enough != 0.35) continue;
        Console.WriteLine(score);
        if (args.Length == 3) await File.AppendAllTextAsync(args[2], $"## {set}\n{score.Report()}\n");
    }
}
return 0;
