namespace Sparekey.Core.Factors;

/// <summary>
/// The questions on offer: answers that stay the same for life, that one person in many shares, and that do not stand
/// in a profile or a register.
/// </summary>
/// <remarks>
/// An answer is an extra obstacle in a reset and a signal to the reviewer. It never satisfies a requirement alone.
/// </remarks>
public static class SecurityQuestions
{
    /// <summary>Questions that an account answers, all different.</summary>
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
