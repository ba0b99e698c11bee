using Sparekey.Core.Identity;

namespace Sparekey.Server.Dev;

/// <summary>Draws documents that nobody can mistake for real ones: flat, with the word SPECIMEN.</summary>
internal static class DemoPicture
{
    private static readonly Colour Desk = new(92, 84, 78), Paper = new(236, 240, 238), Band = new(31, 111, 97),
        Ink = new(58, 66, 74), Faint = new(178, 190, 188);
    private static readonly Colour Wall = new(205, 214, 220), Skin = new(222, 184, 150), Hair = new(64, 48, 40),
        Shirt = new(72, 98, 140), White = new(250, 250, 248);

    /// <param name="selfieCode">The code that the person in the selfie holds up.</param>
    public static byte[] Of(PictureSlot slot, string selfieCode) => slot switch
    {
        PictureSlot.Front => Front(),
        PictureSlot.Back => Back(),
        PictureSlot.Selfie => Selfie(selfieCode),
        _ => throw new ArgumentOutOfRangeException(nameof(slot)),
    };

    private static DemoCanvas Card()
    {
        var card = new DemoCanvas(640, 420, Desk);
        card.Box(30, 30, 580, 360, Paper);
        return card;
    }

    private static byte[] Front()
    {
        var card = Card();
        card.Box(30, 30, 580, 64, Band);
        card.Write("SPECIMEN", 56, 42, 8, White);
        card.Box(56, 122, 150, 190, Wall);
        Person(card, 131, 206, 42, 312);
        foreach (var (line, width) in new[] { 150, 300, 220, 260, 180 }.Index())
        {
            card.Box(240, 128 + line * 42, 80, 8, Faint);
            card.Box(240, 142 + line * 42, width, 12, Ink);
        }
        return card.ToPng();
    }

    private static byte[] Back()
    {
        var card = Card();
        card.Box(30, 60, 580, 50, Ink);
        card.Box(420, 136, 150, 100, Faint);
        card.Write("SPECIMEN", 60, 150, 8, Band);
        for (var line = 0; line < 3; line++)
            for (var letter = 0; letter < 30; letter++)
                card.Box(60 + letter * 17, 270 + line * 34, 8 + (letter * 7 + line * 5) % 6, 18, Ink);
        return card.ToPng();
    }

    private static byte[] Selfie(string code)
    {
        var photo = new DemoCanvas(480, 600, Wall);
        Person(photo, 240, 210, 100, 600);
        photo.Box(60, 430, 360, 120, White);
        photo.Write(code, 102, 460, 12, Ink);
        photo.Disc(62, 490, 26, Skin);
        photo.Disc(418, 490, 26, Skin);
        return photo.ToPng();
    }

    /// <param name="head">Radius of the head; all other sizes follow from it.</param>
    /// <param name="floor">The lower edge of the picture.</param>
    private static void Person(DemoCanvas canvas, int x, int y, int head, int floor)
    {
        canvas.Disc(x, y - head / 4, head + head / 6, Hair);
        canvas.Box(x - head / 3, y + head / 2, head * 2 / 3, head, Skin);
        canvas.Box(x - head * 3 / 2, y + head * 3 / 2, head * 3, floor - y - head * 3 / 2, Shirt);
        canvas.Disc(x, y, head, Skin);
        canvas.Disc(x - head / 3, y - head / 8, head / 10, Ink);
        canvas.Disc(x + head / 3, y - head / 8, head / 10, Ink);
        canvas.Box(x - head / 4, y + head / 2, head / 2, Math.Max(2, head / 14), Ink);
    }
}
