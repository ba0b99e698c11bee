using Microsoft.Playwright;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Captcha;

namespace Sparekey.Browser.Tests;

/// <summary>Solves the slider in four ways. A person sees the gap; a test reads it from the database.</summary>
public static class SliderHands
{
    public static async Task DragsThePiece(this Window window)
    {
        var x = await window.Gap();
        var scale = await window.Scale("A landscape with gaps in it", AriaRole.Img);
        await window.Range().ScrollIntoViewIfNeededAsync();
        var handle = await window.Range().BoundingBoxAsync()
            ?? throw new Xunit.Sdk.XunitException("The slider is not shown.");
        var (left, middle) = (handle.X + SliderPicture.PieceSize * scale / 2, handle.Y + handle.Height / 2);
        await window.Page.Mouse.MoveAsync(left, middle);
        await window.Page.Mouse.DownAsync();
        await window.Page.Mouse.MoveAsync(left + x * scale, middle, new() { Steps = 12 });
        await window.Page.Mouse.UpAsync();
        await window.Matched();
    }

    public static async Task MovesThePieceByKeys(this Window window)
    {
        var x = await window.Gap();
        await window.Range().FocusAsync();
        for (var i = 0; i < x / 10; i++) await window.Page.Keyboard.PressAsync("PageUp");
        for (var i = 0; i < x % 10; i++) await window.Page.Keyboard.PressAsync("ArrowRight");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Matched();
    }

    public static async Task CannotDrag(this Window window)
    {
        await window.Presses("I cannot drag");
        await window.Matched();
    }

    /// <summary>Without scripts, a click into the gap sends the form.</summary>
    public static async Task ClicksTheGap(this Window window)
    {
        const string name = "Click the gap that has the shape of the piece to continue";
        var scale = await window.Scale(name, AriaRole.Button);
        await window.Button(name)
            .ClickAsync(new()
            {
                Position = new() { X = (await window.Gap() + SliderPicture.PieceSize / 2) * scale, Y = 40 },
            });
    }

    private static ILocator Range(this Window window) =>
        window.Page.GetByRole(AriaRole.Slider, new() { Name = "Position of the piece" });

    private static async Task<int> Gap(this Window window)
    {
        var id = await window.Page.Locator("input[name=captcha]").InputValueAsync();
        return await window.House.Database.One<int>("SELECT gap_x FROM captchas WHERE captcha_id = @id", new { id },
            CancellationToken.None);
    }

    /// <summary>Pixels of the screen for each pixel of the picture.</summary>
    private static async Task<float> Scale(this Window window, string name, AriaRole role)
    {
        var picture = window.Page.GetByRole(role, new() { Name = name });
        await picture.ScrollIntoViewIfNeededAsync();
        return (await picture.BoundingBoxAsync())!.Width / SliderPicture.Width;
    }

    private static Task Matched(this Window window) =>
        Assertions.Expect(window.Page.GetByText("Matched", new() { Exact = true })).ToBeVisibleAsync();
}
