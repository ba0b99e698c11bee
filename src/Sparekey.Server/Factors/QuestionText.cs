using Sparekey.Edges.Texts;

namespace Sparekey.Server.Factors;

/// <summary>
/// The texts of the security questions, by the ids of <see cref="Core.Factors.SecurityQuestions.Catalogue"/>.
/// </summary>
public static class QuestionText
{
    public static string Of(string questionId) => TextCatalogue.Of($"question.{questionId}");
}
