using System.Numerics;

namespace Sparekey.Server.Captcha;

/// <summary>
/// The colours of one hour of the day: sky from top to horizon, the light in it, and hills from far to near.
/// </summary>
internal sealed record Palette(Vector3 Zenith, Vector3 Horizon, Vector3 Light, Vector3 Far, Vector3 Near)
{
    private static readonly Palette[] All =
    [
        Of(0x7fa6c4, 0xe6ead9, 0xfff6de, 0x8fb0bd, 0x24505a),   // clear morning
        Of(0x5b7fa8, 0xf0d9c0, 0xffeccb, 0x8c97b5, 0x2c3f5e),   // late afternoon
        Of(0x4b5f8a, 0xe7b9a4, 0xffe0bd, 0x8a7f9f, 0x33385a),   // dusk
        Of(0x8fb5ae, 0xeef0dd, 0xfffbea, 0x96b8a4, 0x2b5747),   // forest
        Of(0xa9b8c6, 0xe9e4da, 0xffffff, 0x9fadb8, 0x3f5566),   // overcast
        Of(0xc3b08f, 0xf3e6cb, 0xfff7e0, 0xc7a983, 0x7a5940),   // dunes
        Of(0x2f466b, 0x8fa5bd, 0xe9eef5, 0x5a7594, 0x1b2c45),   // moonlight
        Of(0x6fa3b8, 0xdfeee9, 0xfff9e6, 0x7fb0b4, 0x1f5f6b),   // coast
    ];

    /// <summary>
    /// One of eight hours, with a small shift of each colour so that no two pictures share a table of colours.
    /// </summary>
    public static Palette Throw(Dice dice)
    {
        var palette = dice.Of<Palette>(All);
        return new(Shift(palette.Zenith, dice), Shift(palette.Horizon, dice), palette.Light, Shift(palette.Far, dice),
            Shift(palette.Near, dice));
    }

    private static Vector3 Shift(Vector3 colour, Dice dice)
    {
        const float reach = 0.035f;
        return colour
            + new Vector3(dice.Between(-reach, reach), dice.Between(-reach, reach), dice.Between(-reach, reach));
    }

    private static Palette Of(int zenith, int horizon, int light, int far, int near) =>
        new(Colour(zenith), Colour(horizon), Colour(light), Colour(far), Colour(near));

    private static Vector3 Colour(int rgb) => new((rgb >> 16) / 255f, (rgb >> 8 & 255) / 255f, (rgb & 255) / 255f);
}
