using Sparekey.Authenticator.Formats;
using static Sparekey.Authenticator.Tests.Formats.VaultVectors;

namespace Sparekey.Authenticator.Tests.Formats;

public sealed class ImportFileTests
{
    public static TheoryData<string> Readable => Ids(Cases);

    public static TheoryData<string> Encrypted => Ids(Cases.Where(one => Text(one, "password") is not null));

    public static TheoryData<string> Unreadable => Ids(VaultVectors.Refused);

    [Theory]
    [MemberData(nameof(Readable))]
    public void Reads_EntryForEntry(string id)
    {
        var expected = Named(Cases, id);
        var reading = ImportFile.Read(Bytes(expected), Text(expected, "password"));
        Assert.True(reading is Reading.Read, reading.ToString());
        var read = (Reading.Read)reading;
        Assert.Equal(Text(expected, "format"), Snake(read.Format));
        Assert.Equal(expected.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()),
            read.Warnings.Select(Snake));
        Assert.Equal(expected.GetProperty("items").EnumerateArray().Select(Describe), read.Items.Select(Describe));
        Assert.Empty(read.MissingParts);
    }

    [Theory]
    [MemberData(nameof(Encrypted))]
    public void AsksForAPassword_WhenNoneWasGiven(string id)
    {
        var reading = Assert.IsType<Reading.PasswordNeeded>(ImportFile.Read(Bytes(Named(Cases, id)), null));
        Assert.Equal(Text(Named(Cases, id), "format"), Snake(reading.Format));
    }

    [Theory]
    [MemberData(nameof(Encrypted))]
    public void Refuses_WhenThePasswordIsWrong(string id)
    {
        var reading = Assert.IsType<Reading.Refused>(ImportFile.Read(Bytes(Named(Cases, id)), "not the password"));
        Assert.Equal((Text(Named(Cases, id), "format"), FileRefusal.WrongPassword),
            (Snake(reading.Format!.Value), reading.Reason));
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Refuses_AFileThatCannotBeRead(string id)
    {
        var expected = Named(VaultVectors.Refused, id);
        var reading = ImportFile.Read(Bytes(expected), Text(expected, "password"));
        Assert.True(reading is Reading.Refused, reading.ToString());
        var refused = (Reading.Refused)reading;
        Assert.Equal(Text(expected, "reason"), Snake(refused.Reason));
        Assert.Equal(Text(expected, "format"), refused.Format is { } format ? Snake(format) : null);
    }
}
