namespace Sparekey.Otp;

/// <summary>
/// The fields of one Protocol Buffers message, in their order (protobuf.dev/programming-guides/encoding).
/// </summary>
internal ref struct MigrationFields(ReadOnlySpan<byte> message)
{
    private const int DeepestGroup = 32;
    private const int LongestVarint = 10;   // 64 bits in groups of 7; a negative int32 takes all ten

    private ReadOnlySpan<byte> rest = message;

    /// <summary>The field number; 0 after the last field.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the field is a number. <see cref="Value"/> holds it.</summary>
    public bool IsNumber { get; private set; }

    /// <summary>Whether the field is bytes, text or a message. <see cref="Bytes"/> holds it.</summary>
    public bool IsBytes { get; private set; }

    public ulong Value { get; private set; }

    /// <summary><see cref="Value"/> as an int32 or enumeration: protobuf drops the upper bits.</summary>
    public readonly int Int => unchecked((int)Value);

    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The message is truncated or malformed.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads the next field.</summary>
    /// <returns>False after the last field, and when the message is broken.</returns>
    public bool Next()
    {
        (Number, IsNumber, IsBytes) = (0, false, false);
        if (rest.IsEmpty || IsBroken) return false;
        var tag = Varint();
        if (tag >> 3 is 0 or > 0x1FFF_FFFF) IsBroken = true;   // field numbers have 29 bits
        switch (tag & 7)
        {
            case 0:
                Value = Varint();
                IsNumber = true;
                break;
            case 1:
                Take(sizeof(ulong));
                break;
            case 2:
                Bytes = Take(Varint());
                IsBytes = true;
                break;
            case 3:
                SkipGroup(tag >> 3, 0);
                break;
            case 5:
                Take(sizeof(uint));
                break;
            default:   // the end of a group that never began, and types that do not exist
                IsBroken = true;
                break;
        }
        Number = IsBroken ? 0 : (int)(tag >> 3);
        return !IsBroken;
    }

    /// <summary>Groups are the deprecated form of nested messages. Current writers do not emit them.</summary>
    private void SkipGroup(ulong number, int depth)
    {
        if (depth == DeepestGroup) IsBroken = true;
        while (!IsBroken)
        {
            var tag = Varint();
            if (tag >> 3 is 0 or > 0x1FFF_FFFF) IsBroken = true;
            switch (tag & 7)
            {
                case 0: Varint(); break;
                case 1: Take(sizeof(ulong)); break;
                case 2: Take(Varint()); break;
                case 3: SkipGroup(tag >> 3, depth + 1); break;
                case 4 when tag >> 3 == number: return;
                case 5: Take(sizeof(uint)); break;
                default: IsBroken = true; break;
            }
        }
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var at = 0; at < LongestVarint && at < rest.Length; at++)
        {
            value |= (ulong)(rest[at] & 0x7F) << (7 * at);
            if (rest[at] >= 0x80) continue;
            rest = rest[(at + 1)..];
            return value;
        }
        IsBroken = true;
        return 0;
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (IsBroken || length > (ulong)rest.Length)
        {
            IsBroken = true;
            return default;
        }
        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }
}
