using System.Text.Json;
using FsCheck.Fluent;

namespace Sparekey.Otp.Tests;

public sealed class MigrationReadingTests
{
    private const string AcceptedFile = "migration/accepted.json";
    private const string RefusedFile = "migration/refused.json";
    private const string BatchesFile = "migration/batches.json";

    public static TheoryData<string> Accepted => Vectors.Names(AcceptedFile);

    public static TheoryData<string> Refused => Vectors.Names(RefusedFile);

    public static TheoryData<string> Batches => Vectors.Names(BatchesFile);

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Reads_WhatAppsWrite(string name)
    {
        var vector = Vectors.Named(AcceptedFile, name);
        var part = Part(vector.Text("uri"));
        var batch = vector.GetProperty("batch");
        Assert.Equal((batch.Int("id"), batch.Int("size"), batch.Int("index")),
            (part.BatchId, part.BatchSize, part.BatchIndex));
        SameItems(vector.GetProperty("items"), part.Items);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_WhatIsNoPart(string name)
    {
        var vector = Vectors.Named(RefusedFile, name);
        var refused = Assert.IsType<MigrationReading.Refused>(MigrationPayload.Parse(vector.Text("uri")));
        Assert.Equal(vector.Text("reason"), Vectors.Snake(refused.Reason));
        Assert.NotEmpty(refused.Message);
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void GathersParts_InAnyOrder(string name)
    {
        var vector = Vectors.Named(BatchesFile, name);
        var expect = vector.GetProperty("expect");
        var parts = vector.GetProperty("uris").EnumerateArray().Select(uri => Part(uri.GetString())).ToList();
        var batch = MigrationBatch.Of(parts[0]);
        var others = parts.Index().Skip(1)
            .Where(part => batch.Add(part.Item) is MigrationGathering.OfAnotherExport)
            .Select(part => part.Index).ToList();
        Assert.Equal(expect.GetProperty("missing").EnumerateArray().Select(number => number.GetInt32()), batch.Missing);
        Assert.Equal(expect.GetProperty("other").EnumerateArray().Select(place => place.GetInt32()), others);
        Assert.Equal(batch.Missing.Count == 0, batch.IsComplete);
        SameItems(expect.GetProperty("items"), batch.Items);
    }

    [Fact]
    public void SaysThatAPartIsThereAlready_WhenItIsScannedTwice()
    {
        var part = Part("otpauth-migration://offline?data=EAEYASAAKLlg");
        Assert.Equal(MigrationGathering.AlreadyThere, MigrationBatch.Of(part).Add(part));
    }

    [Fact]
    public void AlwaysAnswers_WhateverTheBytes() => Check.All(
        Gen.Choose(0, 40).SelectMany(Check.Bytes),
        bytes =>
            Assert.NotNull(MigrationPayload.Parse("otpauth-migration://offline?data=" + Convert.ToBase64String(bytes))),
        2000);

    private static MigrationPart Part(string? uri)
    {
        var reading = MigrationPayload.Parse(uri);
        Assert.True(reading is MigrationReading.Read, reading.ToString());
        return ((MigrationReading.Read)reading).Part;
    }

    private static void SameItems(JsonElement expected, IReadOnlyList<MigrationItem> items) =>
        Assert.Equal(expected.EnumerateArray().Select(Describe),
            items.Select((item, place) => Describe(item, place + 1)));

    private static string Describe(JsonElement item)
    {
        if (item.TryGetProperty("refused", out var reason)) return $"{item.Text("name")} {reason}";
        var entry = item.GetProperty("entry");
        return $"{entry.Text("kind")} {entry.Text("issuer")} {entry.Text("account")} {entry.Text("secret")} "
            + $"{entry.Text("algorithm")} {entry.Int("digits")} {entry.Int("period")} {entry.Counter()} "
            + string.Join(",", item.GetProperty("warnings").EnumerateArray());
    }

    private static string Describe(MigrationItem item, int place) => item switch
    {
        MigrationItem.Accepted { Uri: var uri, Warnings: var warnings } =>
            $"{Vectors.Snake(uri.Kind)} {uri.Issuer} {uri.Account} {uri.Key.ToBase32()} {Vectors.Snake(uri.Algorithm)} "
                + $"{uri.Digits} {uri.Period} {uri.Counter} {string.Join(",", warnings.Select(Vectors.Snake))}",
        MigrationItem.Refused { Issuer: "", Account: "" } refused => $"entry {place} {Vectors.Snake(refused.Reason)}",
        MigrationItem.Refused refused =>
            $"{string.Join(": ", new[] { refused.Issuer, refused.Account }.Where(name => name.Length > 0))} "
                + $"{Vectors.Snake(refused.Reason)}",
        _ => $"entry {place} damaged",
    };
}
