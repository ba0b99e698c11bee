using Dapper;
using Npgsql;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>Compares the database and the inboxes at the end with what was acknowledged.</summary>
internal sealed class Aftermath(NpgsqlConnection database, Ledger ledger, Inboxes inboxes)
{
    /// <summary>Waits until no message is waiting to be sent.</summary>
    public async Task IsQuiet()
    {
        // The leases of a dead node end after a minute. This test makes the messages due at once.
        for (var tries = 0; Count("SELECT COUNT(*) FROM outbox WHERE next_at IS NOT NULL") > 0; tries++)
        {
            Assert.True(tries < 40, "Messages wait and nobody sends them.");
            await database.ExecuteAsync("UPDATE outbox SET next_at = 0 WHERE next_at IS NOT NULL");
            await Task.Delay(500);
        }
        await Task.Delay(200);
        await inboxes.Refresh();
    }

    public void EveryMessageWasSent_AndNoneWithTwoCodes()
    {
        var sent = inboxes.All.GroupBy(one => one.Id).ToList();
        Assert.Equal(database.Query<string>("SELECT message_id FROM outbox").Order(StringComparer.Ordinal),
            sent.Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(sent, one => one.Select(delivery => delivery.Message).Distinct().Count() > 1);
        Assert.True(sent.Count > 1000, $"Only {sent.Count} messages.");
    }

    public void NoCodeWorkedTwice()
    {
        Assert.DoesNotContain(ledger.Codes, code => code.Value > 1);
        // The same where a response was lost: a factor opened no more sessions than codes of it were typed.
        var typed = ledger.Codes.Keys.GroupBy(code => code.Factor)
            .ToDictionary(codes => codes.Key, codes => (long)codes.Count());
        foreach (var (factor, uses) in database.Query<(string, long)>(
            "SELECT subject, COUNT(*) FROM audit_events WHERE kind = 'sign_in.completed' AND subject IS NOT NULL "
                + "GROUP BY subject"))
            Assert.True(uses <= typed.GetValueOrDefault(factor),
                $"{uses} sign-ins with {typed.GetValueOrDefault(factor)} codes of {factor}.");
        Assert.Equal(0, Count("SELECT COUNT(*) FROM (SELECT subject FROM audit_events "
            + "WHERE kind = 'session.stepped_up' GROUP BY subject HAVING COUNT(*) > 1) AS twice"));
        Assert.Equal(Count("SELECT COUNT(*) FROM captchas WHERE used_by IS NOT NULL"), Count(
            "SELECT COUNT(DISTINCT used_by) FROM captchas WHERE used_by IS NOT NULL"));
    }

    public void NoLimitWasPassed(IReadOnlyList<Guesser> guessers)
    {
        foreach (var guesser in guessers)
        {
            var failures = Count("SELECT failures FROM attempts WHERE account_id = @Account AND subject = @subject",
                new { guesser.Account, subject =
                    $"factor:{guesser.Factor}" });
            Assert.True(guesser.Waited, "A guess was judged while a wait ran.");
            Assert.True(guesser.Judged <= failures && failures <= guesser.Allowed && failures >= 5,
                $"{guesser.Judged} guesses were judged, {failures} counted, {guesser.Allowed} allowed.");
        }
        Assert.Equal(0, Count("SELECT COUNT(*) FROM codes WHERE tries > 5 OR sends > 5"));
        Assert.Equal(0, Count("SELECT COUNT(*) FROM captchas WHERE tries > 5"));
    }

    public void TheHistoryIsComplete()
    {
        var happened = database.Query<(string Account, string Kind, long Count)>(
            "SELECT account_id, kind, COUNT(*) FROM audit_events GROUP BY account_id, kind")
                .ToDictionary(row => (row.Account, row.Kind), row => row.Count);
        foreach (var ((account, kind), (done, perhaps)) in ledger.Events)
            if (account.Length > 0)
                Assert.True(happened.GetValueOrDefault((account, kind)) is var count && done <= count
                        && count <= done + perhaps,
                    $"{account}: {kind} is there {happened.GetValueOrDefault((account, kind))} times; "
                        + $"{done} were acknowledged and {perhaps} unclear.");

        // Each change of state has its event and each event its change, whether or not the response arrived.
        Same("SELECT COUNT(*) FROM accounts", "account.opened");
        Same("SELECT COUNT(*) FROM sign_ins", "sign_in.password_accepted");
        Same("SELECT COUNT(*) - (SELECT COUNT(*) FROM accounts) FROM sessions", "sign_in.completed",
            "session.stepped_up");
        Same("SELECT COUNT(*) FROM factors WHERE kind <> 'recovery_code' AND confirmed_at IS NOT NULL",
            "factor.confirmed", "factor.replaced");
        Same("SELECT COUNT(*) FROM factors WHERE kind = 'recovery_code'", "factor.recovery_codes_issued");
        Same("SELECT COUNT(*) FROM holds", "hold.placed");
        Same("SELECT COUNT(*) FROM recovery_cases", "recovery.opened");
        Same("SELECT COUNT(*) FROM recovery_cases WHERE state = 'completed'", "recovery.completed");
        Same("SELECT COUNT(*) FROM recovery_cases WHERE state = 'cancelled'", "recovery.cancelled");
        Assert.Equal(0, Count("SELECT COUNT(*) FROM (SELECT subject FROM audit_events WHERE kind = 'session.ended' "
            + "GROUP BY subject HAVING COUNT(*) > 1) AS twice"));
        Assert.Equal(0, Count("SELECT COUNT(*) FROM accounts a WHERE (SELECT COUNT(*) FROM factors f "
            + "WHERE f.account_id = a.account_id AND f.kind <> 'recovery_code' AND f.state = 'active') <> 2"));
    }

    private void Same(string changes, params string[] events) =>
        Assert.True(Count(changes) == Count("SELECT COUNT(*) FROM audit_events WHERE kind = ANY(@events)",
                new { events }),
            $"{Count(changes)} changes, "
                + $"{Count("SELECT COUNT(*) FROM audit_events WHERE kind = ANY(@events)", new { events })} "
                + $"events: {changes}");

    private long Count(string sql, object? of = null) => database.ExecuteScalar<long>(sql, of);
}
