using System.Globalization;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Server.Captcha;

namespace Sparekey.Server.Dev;

/// <summary>
/// Solves captchas by the proof of work, as a browser without dragging does, with the configured number of bits.
/// </summary>
public sealed class DemoCaptcha(Captchas captchas)
{
    /// <returns>A token for one call. At 22 bits the work takes a second or two.</returns>
    public async Task<string> Token(CaptchaPurpose purpose, CancellationToken cancellation)
    {
        if (await captchas.Create(purpose, DemoPerson.From, cancellation)
            is not Reply<Captchas.View>.Done { Value: var captcha })
            throw new StartException(
                "The demo could not be added: too many others ask for pictures.");
        var work = await Task.Run(() => Search(captcha.Alternative, cancellation), cancellation);
        return (await captchas.Judge(captcha.Captcha, new Captchas.Attempt.Work(work),
                cancellation) as Reply<Captchas.TokenView>.Done)?.Value.CaptchaToken
            ?? await Token(purpose, cancellation);   // a slow machine may need longer than a captcha lives
    }

    private static string Search(Captchas.AlternativeView puzzle, CancellationToken cancellation)
    {
        for (long count = 0; ; count++)
        {
            if ((count & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            var work = count.ToString(CultureInfo.InvariantCulture);
            if (ProofOfWork.Check(puzzle.Challenge, work, puzzle.Bits)) return work;
        }
    }
}
