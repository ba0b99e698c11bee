namespace Sparekey.Core.Factors;

/// <summary>
/// The security questions. Each asks for an answer that never changes, that few people share, and that no profile or
/// public register contains.
/// </summary>
/// <remarks>
/// Answers are an additional hurdle in a reset and a signal for the reviewer. They are never a proof.
/// </remarks>
public static class SecurityQuestions
{
    /// <summary>Number of different questions that an account answers.</summary>
    public const int Asked = 3;

    /// <summary>
    /// Ids of the questions. An id never changes its meaning; the server keeps the texts, which may improve.
    /// </summary>
    public static IReadOnlyList<string> Catalogue { get; } =
    [
        "first_concert",
        "childhood_hero",
        "first_teacher",
        "childhood_nickname",
        "first_trip_abroad",
        "first_job_place",
        "childhood_friend_street",
        "grandparents_town",
        "first_dish",
        "first_book",
        "first_toy",
        "first_flight",
    ];

    public static bool Exists(string? id) => Catalogue.Contains(id, StringComparer.Ordinal);
}
