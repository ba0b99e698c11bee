using Sparekey.Core;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Review;

/// <summary>Wire names as words for reviewers.</summary>
internal static class ReviewWords
{
    public static string Of(string name) => name switch
    {
        "recovery" => "Security reset",
        "identity" => "Identity",
        "in_review" => "In review",
        "more_information" => "Waiting for the holder",
        "evidence_matches" => "The evidence matches",
        "proofs_consistent" => "The proofs are consistent",
        "person_differs" => "Another person",
        "document_differs" => "Another document than verified",
        "document_forged" => "The document looks forged",
        "history_contradicts" => "The history contradicts it",
        "theft_suspected" => "Theft suspected",
        "holder_unreachable" => "The holder does not answer",
        "picture_unreadable" => "A picture cannot be read",
        "picture_incomplete" => "A picture shows only a part",
        "selfie_code_missing" => "The selfie has no code",
        "document_expired" => "The document has expired",
        "wrong_document" => "The wrong document",
        "identity_needed" => "Identity documents are needed",
        _ => Sentence(name),
    };

    /// <summary>The colour of a state.</summary>
    public static string Badge(string state) => state switch
    {
        "in_review" or "submitted" => "info",
        "more_information" or "objection" => "warn",
        "accepted" or "completed" or "met" => "ok",
        "refused" => "danger",
        _ => "neutral",
    };

    /// <summary>
    /// Reasons by verdict, as the choices of one list. The form works without scripts; the server refuses a pair that
    /// does not fit.
    /// </summary>
    public static IReadOnlyList<(Verdict Verdict, IReadOnlyList<ReviewReason> Reasons)> Verdicts { get; } =
        [.. Enum.GetValues<Verdict>().Select(verdict => (verdict, ReviewReasons.For(verdict)))];

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Approve => "Approve",
        Verdict.Refuse => "Refuse",
        _ => "Ask for more",
    };

    public static string Lost(IReadOnlyList<string> lost) =>
        lost.Count == 0 ? "–" : Sentence(string.Join(" + ", lost));

    private static string Sentence(string name)
    {
        var words = name.Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    internal static string Wire(Enum value) => WireName.Of(value);
}
