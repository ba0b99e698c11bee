using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Captcha;

/// <summary>What a captcha token is good for. A token of one purpose is worth nothing for another.</summary>
public enum CaptchaPurpose { SignIn, Registration }

/// <summary>The slider: draws pictures, judges answers, and gives the token that one call may spend.</summary>
public sealed class Captchas(
    Database database,
    CaptchaTokens tokens,
    DrawingAdmission drawing,
    Randomness random,
    TimeProvider clock,
    Settings settings)
{
    public const int Tries = 5;

    public sealed record CreateRequest(CaptchaPurpose? Purpose);

    public sealed record AlternativeView(string Kind, string Challenge, int Bits);

    public sealed record View(
        string Captcha,
        int Width,
        int Height,
        int PieceY,
        string Background,
        string Piece,
        DateTimeOffset ExpiresAt,
        AlternativeView Alternative);

    public sealed record AnswerRequest(double? X, string? Work);

    public sealed record TokenView(string CaptchaToken);

    public static readonly Responses CreateResponses = Responses.Of<View>(201);

    public static readonly Responses AnswerResponses =
        Responses.Of<TokenView>(200, Problem.WrongPosition, Problem.Expired);

    public static async Task<IResult> HandleCreate(
        CreateRequest request, Captchas captchas, Visitor visitor, CancellationToken cancellation) =>
        request.Purpose is { } purpose
            ? HttpReply.Of(await captchas.Create(purpose, visitor, cancellation), 201)
            : HttpReply.Problem(Refusals.Invalid(("purpose", "invalid.purpose")));

    public static async Task<IResult> HandleAnswer(
        string captcha, AnswerRequest request, Captchas captchas, CancellationToken cancellation) =>
        HttpReply.Of(request switch
        {
            { Work: { } work } => await captchas.Judge(captcha, new Attempt.Work(work), cancellation),
            { X: { } x } when x is >= 0 and <= SliderPicture.Width =>
                await captchas.Judge(captcha, new Attempt.Slid((int)Math.Round(x)), cancellation),
            _ => Refusals.Invalid(("x", "invalid.x")),
        });

    /// <summary>How a captcha was answered.</summary>
    public abstract record Attempt
    {
        private Attempt() { }

        /// <summary>Dragged: left edge of the piece.</summary>
        public sealed record Slid(int X) : Attempt;

        /// <summary>Clicked into the gap, in a browser without scripts.</summary>
        public sealed record Clicked(int X) : Attempt;

        /// <summary>The text whose hash begins with enough zero bits.</summary>
        public sealed record Work(string Text) : Attempt;
    }

    /// <summary>
    /// Draws a picture. Refused while too many wait for theirs; a network that asks for many is refused sooner.
    /// </summary>
    public async Task<Reply<View>> Create(CaptchaPurpose purpose, Visitor visitor, CancellationToken cancellation)
    {
        SliderPicture picture;
        using (var slot = await drawing.Enter(visitor.Network, 1, cancellation))
        {
            if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());
            picture = await slot.Run(() => SliderPicture.Draw(random.Bytes(SliderPicture.SeedBytes)));
        }

        var id = Convert.ToHexStringLower(random.Bytes(16));
        var challenge = Convert.ToHexStringLower(random.Bytes(16));
        var expires = clock.GetUtcNow() + settings.Captcha.Lifetime;
        var change = Change.OfNobody().Add(
            """
            INSERT INTO captchas (captcha_id, purpose, gap_x, challenge, bits, tries, expires_at)
            VALUES (@id, @purpose, @GapX, @challenge, @Bits, 0, @expires)
            """,
            new { id, purpose = WireName.Of(purpose), picture.GapX, challenge, settings.Captcha.Bits, expires });
        if (await database.Commit(change, cancellation) is { } lost) return lost;
        return new View(
            id,
            SliderPicture.Width,
            SliderPicture.Height,
            picture.PieceY,
            SliderView.DataUrl(picture.BackgroundPng),
            SliderView.DataUrl(picture.PiecePng),
            expires,
            new AlternativeView("sha256_prefix", challenge, settings.Captcha.Bits));
    }

    private sealed record Row
    {
        public string Purpose { get; init; } = "";
        public int GapX { get; init; }
        public string Challenge { get; init; } = "";
        public int Bits { get; init; }
        public int Tries { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
    }

    /// <summary>Charges a try, judges the answer, and makes the token when the answer is right.</summary>
    public async Task<Reply<TokenView>> Judge(string captcha, Attempt attempt, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var row = await database.Charge(
            Locks.None,
            """
            UPDATE captchas SET tries = tries + 1
            WHERE captcha_id = @captcha AND answered_at IS NULL AND tries < @Tries AND expires_at > @now
            RETURNING purpose, gap_x, challenge, bits, tries, expires_at
            """,
            new { captcha, Tries, now },
            rows => rows.ReadFirstOrDefault<Row>(),
            cancellation);
        // An earlier version wrote the purpose "recovery", which opened nothing.
        if (row is null || !WireName.TryParse<CaptchaPurpose>(row.Purpose, out var purpose)) return Refusals.Expired;

        var right = attempt switch
        {
            Attempt.Slid slid => SliderAnswer.FromDrag(slid.X).Matches(row.GapX),
            Attempt.Clicked clicked => SliderAnswer.FromClick(clicked.X).Matches(row.GapX),
            Attempt.Work work => ProofOfWork.Check(row.Challenge, work.Text, row.Bits),
            _ => throw new UnreachableException(),
        };
        if (!right) return Refusals.WrongPosition(Tries - row.Tries);

        var token = tokens.New(purpose, row.ExpiresAt);
        var change = Change.OfNobody().Claim(
            Refusals.Expired,
            """
            UPDATE captchas SET answered_at = @now, token_hash = @key
            WHERE captcha_id = @captcha AND answered_at IS NULL
            """,
            new { now, captcha, key = tokens.KeyOf(token) });
        return await database.Commit(change, cancellation) is { } lost ? lost : new TokenView(token);
    }

    /// <summary>
    /// Spends a token inside another batch. The first result is the row of the token when the token was good, and empty
    /// otherwise. Parameters @captchaKey, @captchaPurpose, @request and @now.
    /// </summary>
    public const string SpendSql =
        """
        UPDATE captchas SET used_by = @request
        WHERE token_hash = @captchaKey AND purpose = @captchaPurpose AND used_by IS NULL AND expires_at > @now
        RETURNING captcha_id;
        """;

    /// <summary>
    /// A condition for the statements after <see cref="SpendSql"/> in its batch: this request has spent a token.
    /// </summary>
    public const string WasSpent =
        "EXISTS (SELECT 1 FROM captchas WHERE token_hash = @captchaKey AND used_by = @request)";

    /// <summary>Reserves the token for one request, before the request waits for anything.</summary>
    /// <returns>Null when the token cannot be good.</returns>
    public CaptchaTokens.Held? Take(string? token, CaptchaPurpose purpose) => tokens.Take(token, purpose);
}
