using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>Derives the keys of a case from the sign-in that opens the case.</summary>
public sealed class CaseKeys(KeyedHash hash)
{
    public sealed class Pair(BearerToken token, string resume)
    {
        public BearerToken Token { get; } = token;

        /// <summary>The resume code as it is shown.</summary>
        public string Resume { get; } = resume;

        public override string ToString() => "Pair(…)";
    }

    /// <remarks>
    /// Two purposes, so that neither key tells anything about the other. The sign-in's token is 32 random bytes that
    /// only its holder has.
    /// </remarks>
    public Pair Of(FlowToken signIn, CaseId @case)
    {
        var source = $"{signIn.Token.Text}|{@case}";
        var resume = hash.Index("resume_of_sign_in", source).AsSpan(0, RecoveryCodeText.Bytes);
        return new Pair(
            BearerToken.Of(signIn.Token.Account, hash.Index("recovery_of_sign_in", source)),
            RecoveryCodeText.Format(resume));
    }
}
