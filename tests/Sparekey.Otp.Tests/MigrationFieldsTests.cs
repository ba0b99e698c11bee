namespace Sparekey.Otp.Tests;

/// <summary>
/// The wire format of Protocol Buffers, as far as an export may contain it (protobuf.dev/programming-guides/encoding).
/// </summary>
public sealed class MigrationFieldsTests
{
    private const ulong Largest = 0x1FFF_FFFF;

    // Field 5 is the id of the export. It is read only if everything before was read to its end.
    private static readonly byte[] Id = [.. Tag(5, 0), 7];

    private static readonly byte[] Eight = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
    private static readonly byte[] Four = [0xFF, 0xFF, 0xFF, 0xFF];

    [Fact]
    public void SkipsUnknownFields_OfEveryType() => Assert.Equal(7, Part(
        [.. Tag(9, 0), 0x81, 0x01, .. Tag(9, 1), .. Eight, .. Tag(9, 2), 4, .. Four, .. Tag(9, 5), .. Four,
            .. Id]).BatchId);

    [Fact]
    public void SkipsGroups_WithFieldsOfEveryType() => Assert.Equal(7, Part(
        [
            .. Tag(9, 3), .. Tag(1, 0), 0x81, 0x01, .. Tag(1, 1), .. Eight, .. Tag(1, 2), 4, .. Four, .. Tag(1, 5),
            .. Four, .. Tag(10, 3), .. Tag(1, 0), 1, .. Tag(10, 4), .. Tag(9, 4), .. Id,
        ]).BatchId);

    [Theory]
    [InlineData(1, true)]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void SkipsGroupsInGroups_ThirtyTwoDeep(int depth, bool read)
    {
        var begins = Enumerable.Repeat(Tag(9, 3), depth).SelectMany(tag => tag);
        var ends = Enumerable.Repeat(Tag(9, 4), depth).SelectMany(tag => tag);

        Assert.Equal(read, IsRead([.. begins, .. ends, .. Id]));
    }

    [Fact]
    public void TakesFieldNumbers_Of29Bits()
    {
        Assert.Equal(7, Part([.. Tag(Largest, 0), 1, .. Id]).BatchId);
        Assert.Equal(7, Part([.. Tag(9, 3), .. Tag(Largest, 0), 1, .. Tag(9, 4), .. Id]).BatchId);
        Assert.False(IsRead([.. Tag(Largest + 1, 0), 1, .. Id]));
        Assert.False(IsRead([.. Tag(9, 3), .. Tag(Largest + 1, 0), 1, .. Tag(9, 4), .. Id]));
        Assert.False(IsRead([.. Tag(0, 0), 1, .. Id]));
        Assert.False(IsRead([.. Tag(9, 3), .. Tag(0, 0), 1, .. Tag(9, 4), .. Id]));
    }

    [Theory]
    [InlineData(4)]   // the end of a group without a start
    [InlineData(6)]
    [InlineData(7)]
    public void Refuses_TypesThatDoNotExist(int type)
    {
        Assert.False(IsRead([.. Tag(9, type), .. Id]));
        Assert.False(IsRead([.. Tag(9, 3), .. Tag(10, type), .. Tag(9, 4), .. Id]));
    }

    [Fact]
    public void Refuses_AGroupWithoutEnd()
    {
        Assert.False(IsRead([.. Tag(9, 3)]));
        Assert.False(IsRead([.. Tag(9, 3), .. Id]));
    }

    [Fact]
    public void IgnoresAKnownField_OfAnotherType()
    {
        var part = Part([.. Id, .. Tag(9, 2), 1, 0x41, .. Tag(3, 2), 1, 0x41, .. Tag(1, 0), 1]);

        Assert.Equal((7, 1, 0), (part.BatchId, part.BatchSize, part.Items.Count));
    }

    private static byte[] Tag(ulong number, int type) => Varint(number << 3 | (uint)type);

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }

    private static MigrationPart Part(byte[] payload) => Assert.IsType<MigrationReading.Read>(Parse(payload)).Part;

    private static bool IsRead(byte[] payload) => Parse(payload) is MigrationReading.Read;

    private static MigrationReading Parse(byte[] payload) =>
        MigrationPayload.Parse("otpauth-migration://offline?data="
            + Uri.EscapeDataString(Convert.ToBase64String(payload)));
}
