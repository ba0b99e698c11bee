using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>
/// One route for every proof: a code goes to <see cref="ProveCode"/>, answers go to <see cref="AnswerQuestions"/>.
/// </summary>
public static class Prove
{
    public static readonly Responses Responses = Responses.Of<ProveCode.View>(
        200, Problem.InvalidRequest, Problem.WrongCode, Problem.CodeAlreadyUsed, Problem.TooManyAttempts,
        Problem.FactorDisabled, Problem.NotFound, Problem.WrongState, Problem.Expired, Problem.AccountFrozen);

    /// <remarks>A class, because records print their members into logs.</remarks>
    public sealed class Request
    {
        public string? Requirement { get; init; }
        public string? Code { get; init; }

        /// <summary>The authenticator of the code, when the account has several.</summary>
        public string? FactorId { get; init; }

        public IReadOnlyList<AnswerQuestions.Given?>? Answers { get; init; }

        public override string ToString() => "Request(…)";
    }

    public static async Task<IResult> Handle(
        Request request, FlowToken flow, ProveCode code, AnswerQuestions questions, Visitor visitor,
        CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(request.Requirement))
            return HttpReply.Problem(Refusals.Invalid(("requirement", "invalid.requirement")));
        return HttpReply.Of(request.Answers is { } answers
            ? await questions.Run(flow, request.Requirement, answers, visitor, cancellation)
            : await code.Run(flow, request.Requirement, request.Code, request.FactorId, visitor, cancellation));
    }
}
