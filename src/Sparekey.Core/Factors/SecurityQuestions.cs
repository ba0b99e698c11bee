namespace Sparekey.Core.Factors;

/// <summary>One question that a holder may choose. Ids are forever; the text may improve.</summary>
public sealed record SecurityQuestion(string QuestionId, string Text);

/// <summary>The questions on offer: answers that stay the same for life, that one person in many shares, and that do not stand in a profile or a register.</summary>
/// <remarks>An answer is an extra obstacle in a reset and a signal to the reviewer. It never satisfies a requirement alone.</remarks>
public static class SecurityQuestions
{
    /// <summary>Questions that an account answers, all different.</summary>
    public const int Asked = 3;

    public static IReadOnlyList<SecurityQuestion> Catalogue { get; } =
    [
        new("first_concert", "What was the first concert that you went to?"),
        new("childhood_hero", "Who was your hero when you were a child?"),
        new("first_teacher", "What was the family name of your first teacher?"),
        new("childhood_nickname", "What did your family call you when you were small?"),
        new("first_trip_abroad", "Which town did you visit on your first trip abroad?"),
        new("first_job_place", "In which street was your first place of work?"),
        new("childhood_friend_street", "In which street did your best childhood friend live?"),
        new("grandparents_town", "In which town did your mother's parents live?"),
        new("first_dish", "What was the first dish that you learned to cook?"),
        new("first_book", "Which book did you first read twice?"),
        new("first_toy", "What was the name of your favourite toy?"),
        new("first_flight", "Where did your first flight take you?"),
    ];

    /// <summary>Null for an id that is not in the catalogue.</summary>
    public static SecurityQuestion? Find(string? id) => Catalogue.FirstOrDefault(question => question.QuestionId == id);
}
