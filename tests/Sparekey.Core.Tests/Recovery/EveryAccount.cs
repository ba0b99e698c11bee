using Sparekey.Core.Recovery;

namespace Sparekey.Core.Tests.Recovery;

/// <summary>
/// Every account that a policy can distinguish, with every possible loss; independent of the code under test.
/// </summary>
internal static class EveryAccount
{
    private static readonly bool[] Both = [false, true];

    public static IEnumerable<(AccountFacts Facts, LostThing[] Lost)> Losing() =>
        from verified in Both
        from tier in new[] { "basic", "gold" }
        from authenticator in Both
        from phone in Both
        from codes in new[] { 0, 7 }
        from questions in Both
        let facts = new AccountFacts
        {
            IdentityVerified = verified, Tier = tier, HasAuthenticator = authenticator, HasPhone = phone,
            RecoveryCodesLeft = codes, HasSecurityQuestions = questions,
        }
        from lostAuthenticator in Both.Where(lost => authenticator || !lost)
        from lostPhone in Both.Where(lost => phone || !lost)
        from lostEmail in Both
        from lostCodes in Both.Where(lost => codes > 0 || !lost)
        where lostAuthenticator || lostPhone || lostEmail
        select (facts, Things(lostAuthenticator, lostPhone, lostEmail, lostCodes));

    private static LostThing[] Things(bool authenticator, bool phone, bool email, bool codes) =>
        [.. new (LostThing Thing, bool Lost)[]
        {
            (LostThing.Authenticator, authenticator), (LostThing.Phone, phone), (LostThing.Email, email),
            (LostThing.RecoveryCode, codes),
        }
            .Where(one => one.Lost).Select(one => one.Thing)];
}
