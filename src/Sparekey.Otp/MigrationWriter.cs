using System.Buffers;
using System.Text;

namespace Sparekey.Otp;

/// <summary>Writes the parts of an export for Google Authenticator.</summary>
internal static class MigrationWriter
{
    private const int Version = 1;   // the value that Aegis writes; readers ignore it

    public static MigrationWriting Write(IEnumerable<OtpAuthUri> uris, int batchId, int entriesAPart)
    {
        List<OtpAuthUri> carried = [];
        List<MigrationLeftOut> leftOut = [];
        foreach (var uri in uris)
        {
            if (Obstacle(uri) is { } obstacle) leftOut.Add(new MigrationLeftOut(uri, obstacle));
            else carried.Add(uri);
        }
        var parts = carried.Chunk(entriesAPart).ToList();
        return new MigrationWriting([.. parts.Select((part, index) => Part(part, parts.Count, index, batchId))],
            leftOut);
    }

    private static MigrationObstacle? Obstacle(OtpAuthUri uri) => uri switch
    {
        { Kind: OtpKind.Steam } => MigrationObstacle.Steam,
        { Digits: not (6 or 8) } => MigrationObstacle.Digits,
        { Kind: OtpKind.Totp, Period: not Totp.DefaultPeriod } => MigrationObstacle.Period,
        { Kind: OtpKind.Hotp, Counter: > long.MaxValue } => MigrationObstacle.Counter,
        _ => null,
    };

    private static string Part(OtpAuthUri[] uris, int size, int index, int batchId)
    {
        var payload = new ArrayBufferWriter<byte>();
        foreach (var uri in uris)
        {
            var entry = Entry(uri);
            Field(payload, 1, entry.WrittenSpan);
            entry.Clear();   // zeroes the buffer
        }
        Field(payload, 2, Version);
        Field(payload, 3, (ulong)size);
        Field(payload, 4, (ulong)index);
        // a negative number is sign-extended to 64 bits, as protobuf does with an int32
        Field(payload, 5, unchecked((ulong)batchId));
        var text = new StringBuilder(MigrationPayload.Scheme).Append("offline?data=")
            .AppendPercentEncoded(Convert.ToBase64String(payload.WrittenSpan)).ToString();
        payload.Clear();
        return text;
    }

    private static ArrayBufferWriter<byte> Entry(OtpAuthUri uri)
    {
        var entry = new ArrayBufferWriter<byte>(256);
        Field(entry, 1, uri.Key.Bytes);
        Field(entry, 2, Encoding.UTF8.GetBytes(Name(uri)));
        Field(entry, 3, Encoding.UTF8.GetBytes(uri.Issuer));
        Field(entry, 4, uri.Algorithm switch { OtpAlgorithm.Sha256 => 2, OtpAlgorithm.Sha512 => 3, _ => 1 });
        Field(entry, 5, uri.Digits == 8 ? 2UL : 1);
        Field(entry, 6, uri.Kind is OtpKind.Hotp ? 1UL : 2);
        if (uri.Kind is OtpKind.Hotp) Field(entry, 7, uri.Counter);
        return entry;
    }

    /// <summary>
    /// The account. The issuer, possibly empty, precedes it where a reader would mistake a part of the account for the
    /// issuer.
    /// </summary>
    private static string Name(OtpAuthUri uri)
    {
        var ambiguous = uri.Issuer.Length == 0
            ? uri.Account.Contains(':')
            : uri.Account.StartsWith(uri.Issuer + ":", StringComparison.Ordinal);
        return ambiguous ? $"{uri.Issuer}:{uri.Account}" : uri.Account;
    }

    private static void Field(ArrayBufferWriter<byte> message, int number, ulong value)
    {
        if (value == 0) return;   // protobuf 3 omits the default value
        Varint(message, (ulong)number << 3);
        Varint(message, value);
    }

    private static void Field(ArrayBufferWriter<byte> message, int number, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        Varint(message, (ulong)number << 3 | 2);
        Varint(message, (ulong)bytes.Length);
        message.Write(bytes);
    }

    private static void Varint(ArrayBufferWriter<byte> message, ulong value)
    {
        for (; value >= 0x80; value >>= 7) message.Write([(byte)(value | 0x80)]);
        message.Write([(byte)value]);
    }
}
