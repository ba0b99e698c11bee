namespace Sparekey.Otp;

/// <summary>
/// The fields of one Protocol Buffers message, in the order in which they stand
/// (protobuf.dev/programming-guides/encoding).
/// </summary>
internal ref struct MigrationFields(ReadOnlySpan<byte> message)
{
    private const int DeepestGroup = 32;
    private const int LongestVarint = 10;   // 64 bits in sevens; a negative int32 takes them all

    private ReadOnlySpan<byte> rest = message;

    /// <summary>The field's number; 0 after the last.</summary>
    public int Number { get; private set; }

    /// <summary>Whether its value is a number, which then is <see cref="Value"/>.</summary>
    public bool IsNumber { get; private set; }

    /// <summary>Whether its value is bytes, a text or a message, which then is <see cref="Bytes"/>.</summary>
    public bool IsBytes { get; private set; }

    public ulong Value { get; private set; }

    /// <summary><see cref="Value"/> as an int32 or an enumeration: protobuf drops the upper bits.</summary>
    public readonly int Int => unchecked((int)Value);

    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The message is cut off, or is none.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Goes to the next field.</summary>
    /// <returns>False after the last one, and when the message is broken.</returns>
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

    /// <summary>Groups are older than messages in messages; nothing writes them any more.</summary>
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
