using Microsoft.Playwright;

namespace Sparekey.Browser.Tests;

/// <summary>The work of a reviewer through the pages.</summary>
public static class AtTheDesk
{
    /// <summary>Takes the first case of the queue and approves it.</summary>
    public static async Task ApprovesTheFirstCase(this Window window, Func<string, Task>? seen = null)
    {
        await window.Opens("/review");
        await window.Sees("Review queue");
        if (seen is not null) await seen("review-queue");
        await window.Follows("Open");
        await window.Arrives("/review/cases/*");
        await window.Presses("Claim this case");
        await window.Reads("You have claimed this case.");
        await window.Settles();
        if (seen is not null) await seen("review-case");
        var hasPictures = await window.Page.GetByText("Code in the selfie").IsVisibleAsync();
        await window.Chooses("Approve");
        await window.Page.GetByLabel("Reason", new() { Exact = true })
            .SelectOptionAsync(hasPictures ? "evidence_matches" : "proofs_consistent");
        await window.Types("Note for colleagues", "Everything fits together.");
        await window.Ticks("I have compared everything on this page");
        await window.Presses("Give the verdict");
        await window.Sees("Review queue");
    }

    /// <summary>Checks that the browser has loaded every picture of the case.</summary>
    /// <returns>The number of pictures.</returns>
    public static async Task<int> PicturesShown(this Window window)
    {
        var pictures = window.Page.GetByRole(AriaRole.Figure).GetByRole(AriaRole.Img);
        foreach (var picture in await pictures.AllAsync())
        {
            await picture.ScrollIntoViewIfNeededAsync();
            Assert.True(await picture.EvaluateAsync<bool>(
                "async image => { await image.decode(); return image.naturalWidth > 0; }"));
        }
        return await pictures.CountAsync();
    }
}
