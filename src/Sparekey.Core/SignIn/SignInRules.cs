using Sparekey.Core.Factors;
using Sparekey.Core.Messages;

namespace Sparekey.Core.SignIn;

/// <summary>The decisions of a sign-in. See spec/sign-in.md.</summary>
public static class SignInRules
{
    /// <summary>How long a sign-in waits for its second factor.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public abstract record AfterPassword
    {
        private AfterPassword() { }

        /// <summary>The same for a wrong password and an unknown address.</summary>
        public sealed record WrongCredentials : AfterPassword;

        /// <summary>The account has a second factor, active or disabled: the second step is never skipped.</summary>
        public sealed record NeedsSecondFactor : AfterPassword;

        /// <summary>The account never had a second factor.</summary>
        public sealed record Complete(string Acr, IReadOnlyList<string> Amr) : AfterPassword;
    }

    /// <param name="passwordRight">Compared after the attempt was charged; false for an unknown account.</param>
    /// <param name="hasSecondFactor">True if the account has an active or disabled factor: a disabled factor still
    /// guards the account.</param>
    public static AfterPassword Judge(bool passwordRight, bool hasSecondFactor) =>
        (passwordRight, hasSecondFactor) switch
        {
            (false, _) => new AfterPassword.WrongCredentials(),
            (true, true) => new AfterPassword.NeedsSecondFactor(),
            (true, false) => new AfterPassword.Complete(Acr.Aal1, [Amr.Password]),
        };

    /// <summary>The session's acr and amr after a password and this second factor.</summary>
    /// <param name="channel">For a phone: how the code travelled.</param>
    public static (string Acr, IReadOnlyList<string> Amr) Completed(FactorKind kind, Channel? channel) =>
        (Acr.Aal2, kind switch
        {
            FactorKind.Authenticator or FactorKind.RecoveryCode =>
                [Amr.Password, Amr.OneTimePassword, Amr.MultipleFactors],
            FactorKind.Phone => [Amr.Password, channel == Channel.Voice ? Amr.Telephone : Amr.Sms, Amr.MultipleFactors],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A passkey answers elsewhere."),
        });

    /// <summary>The session's acr and amr after a step-up with this factor.</summary>
    /// <param name="amr">The session's amr before. A step-up adds methods and removes none.</param>
    public static (string Acr, IReadOnlyList<string> Amr) SteppedUp(IReadOnlyList<string> amr, FactorKind kind,
        Channel? channel)
    {
        var (acr, added) = Completed(kind, channel);
        return (acr, [.. amr.Union(added)]);
    }
}
