namespace Sparekey.Server.Factors;

/// <summary>The texts of the security questions, by the ids of <see cref="Core.Factors.SecurityQuestions.Catalogue"/>.</summary>
public static class QuestionText
{
    public static string Of(string questionId) => questionId switch
    {
        "first_concert" => "What was the first concert that you went to?",
        "childhood_hero" => "Who was your hero when you were a child?",
        "first_teacher" => "What was the family name of your first teacher?",
        "childhood_nickname" => "What did your family call you when you were small?",
        "first_trip_abroad" => "Which town did you visit on your first trip abroad?",
        "first_job_place" => "In which street was your first place of work?",
        "childhood_friend_street" => "In which street did your best childhood friend live?",
        "grandparents_town" => "In which town did your mother's parents live?",
        "first_dish" => "What was the first dish that you learned to cook?",
        "first_book" => "Which book did you first read twice?",
        "first_toy" => "What was the name of your favourite toy?",
        "first_flight" => "Where did your first flight take you?",
        _ => throw new ArgumentOutOfRangeException(nameof(questionId), questionId, "The catalogue has no such question."),
    };
}
