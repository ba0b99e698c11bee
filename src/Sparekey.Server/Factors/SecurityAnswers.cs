using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Admission;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Factors;

/// <summary>A security question as people see it.</summary>
public sealed record QuestionView(string QuestionId, string Text)
{
    internal static QuestionView Of(string questionId) => new(questionId, QuestionText.Of(questionId));
}

/// <summary>The answers of an account, hashed like passwords: nobody can read them, only compare them.</summary>
public sealed class SecurityAnswers(Database database, PasswordHasher hasher)
{
    private sealed record Row
    {
        public string QuestionId { get; init; } = "";
        public string AnswerHash { get; init; } = "";
    }

    /// <summary>
    /// The questions that this account chose, in the order of the catalogue; none when it never chose any.
    /// </summary>
    public async Task<IReadOnlyList<QuestionView>> Of(AccountId account, CancellationToken cancellation)
    {
        var rows = await Load(account, cancellation);
        return [.. SecurityQuestions.Catalogue
            .Where(question => rows.Any(row => row.QuestionId == question))
            .Select(QuestionView.Of)];
    }

    /// <summary>
    /// Waits for a slot to hash as many answers as are asked; null as <see cref="PasswordHasher.Enter"/>.
    /// </summary>
    public Task<Slot?> Enter(Visitor visitor, CancellationToken cancellation) =>
        hasher.Enter(visitor, SecurityQuestions.Asked, cancellation);

    /// <summary>
    /// Counts the right answers. The work is the same for right and wrong answers, and for an account without
    /// questions.
    /// </summary>
    /// <param name="answers">Question id to answer as typed; missing ones are wrong.</param>
    /// <returns>The counts. Nobody is told which answers were right.</returns>
    public async Task<(int Right, int Asked)> Judge(
        AccountId account, IReadOnlyDictionary<string, string> answers, Slot slot, CancellationToken cancellation)
    {
        var rows = await Load(account, cancellation);
        var right = 0;
        for (var i = 0; i < Math.Max(rows.Count, SecurityQuestions.Asked); i++)
        {
            var stored = i < rows.Count ? rows[i] : null;
            var answer = stored is null ? null : AnswerText.Normalize(answers.GetValueOrDefault(stored.QuestionId));
            var isRight = stored is not null && answer is not null
                ? await hasher.Verify(answer, stored.AnswerHash, slot)
                : await hasher.VerifyDummy("", slot);
            if (isRight) right++;
        }
        return (right, rows.Count);
    }

    /// <summary>The hash under which an answer is stored.</summary>
    /// <param name="normalized">From <see cref="AnswerText.Normalize"/>.</param>
    internal Task<string> Hash(string normalized, Slot slot) => hasher.Hash(normalized, slot);

    private Task<List<Row>> Load(AccountId account, CancellationToken cancellation) => database.List<Row>(
        "SELECT question_id, answer_hash FROM security_answers WHERE account_id = @account ORDER BY question_id",
        new { account },
        cancellation);
}
