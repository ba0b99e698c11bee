using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Review;

/// <summary>Facts around a case that stand out, read in one round trip. A signal proves nothing by itself.</summary>
public sealed class CaseSignals(Database database, TimeProvider clock)
{
    /// <summary>Changes and failures within this time before a case count as signals. Our choice.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    private const int ManyFailures = 5;

    private static readonly string[] Changes =
    [
        EventKind.FactorConfirmed, EventKind.FactorReplaced, EventKind.FactorRemoved, EventKind.FactorDisabled,
        EventKind.EmailChanged, EventKind.RecoveryCodesIssued, EventKind.SecurityQuestionsSet,
    ];

    private static readonly string[] Failures =
        [EventKind.PasswordRefused, EventKind.SecondFactorRefused, EventKind.RecoveryProofRefused];

    private sealed record Row
    {
        public bool KnowsDevice { get; init; }
        public bool KnowsNetwork { get; init; }
        public long Changes { get; init; }
        public long Failures { get; init; }
        public long EarlierResets { get; init; }
        public string? Compared { get; init; }
    }

    public async Task<IReadOnlyList<CaseOnDesk.Signal>> Of(
        DeskCase @case, IdentityRecord? verified, CancellationToken cancellation)
    {
        var row = await Load(@case, cancellation);
        var signals = new List<CaseOnDesk.Signal>();
        if (@case.Reset is { } reset) signals.AddRange(OfReset(row, reset.Case, verified));
        if (row.Changes > 0)
            signals.Add(new("recent_changes", "warn", $"{Count(row.Changes, "change")} of factors within 7 days"));
        if (row.Failures > 0)
        {
            var level = row.Failures >= ManyFailures ? "danger" : "warn";
            signals.Add(new("failures", level, $"{Count(row.Failures, "failed attempt")} within 7 days"));
        }
        if (@case.Row.IsFrozen) signals.Add(new("frozen", "danger", "Account frozen"));
        if (verified is not null && @case.Evidence?.Verification is { } shown)
            signals.AddRange(OfDocument(row, shown, verified));
        return signals;
    }

    private async Task<Row> Load(DeskCase @case, CancellationToken cancellation)
    {
        var opened = @case.Reset?.Case.OpenedAt ?? @case.Row.OpenedAt;
        return (await database.One<Row>(
            """
            SELECT EXISTS (SELECT 1 FROM sessions WHERE account_id = @Account
                           AND device = @device AND created_at < @opened) AS knows_device,
                   EXISTS (SELECT 1 FROM sessions WHERE account_id = @Account
                           AND network = @network AND created_at < @opened) AS knows_network,
                   (SELECT COUNT(*) FROM audit_events
                    WHERE account_id = @Account AND kind IN @Changes AND at BETWEEN @since AND @now) AS changes,
                   (SELECT COUNT(*) FROM audit_events
                    WHERE account_id = @Account AND kind IN @Failures AND at BETWEEN @since AND @now) AS failures,
                   (SELECT COUNT(*) FROM recovery_cases
                    WHERE account_id = @Account AND opened_at < @opened) AS earlier_resets,
                   (SELECT details FROM audit_events
                    WHERE account_id = @Account AND kind = @compared AND subject = @CaseId
                    ORDER BY event_id DESC LIMIT 1) AS compared
            """,
            new
            {
                @case.Account,
                @case.CaseId,
                device = @case.Reset?.OpenedFrom.Device ?? "",
                network = @case.Reset?.OpenedFrom.Network ?? "",
                opened,
                since = opened - Recent,
                now = clock.GetUtcNow(),
                Changes,
                Failures,
                compared = EventKind.NumberCompared,
            },
            cancellation))!;
    }

    private static IEnumerable<CaseOnDesk.Signal> OfReset(Row row, RecoveryCase reset, IdentityRecord? verified)
    {
        yield return row.KnowsDevice ? new("device", "ok", "Known device") : new("device", "warn", "New device");
        yield return row.KnowsNetwork ? new("network", "ok", "Known network") : new("network", "warn", "New network");
        if (reset.Answers is { } answers)
        {
            var level = answers.Right == answers.Asked ? "ok" : answers.Right == 0 ? "danger" : "warn";
            yield return new("answers", level, $"{answers.Right} of {answers.Asked} answers right");
        }
        if (row.EarlierResets > 0)
            yield return new("earlier_resets", "warn", Count(row.EarlierResets, "earlier reset"));
        if (verified is null) yield return new("never_verified", "warn", "Identity never verified");
    }

    private static IEnumerable<CaseOnDesk.Signal> OfDocument(
        Row row, IdentityVerification shown, IdentityRecord verified)
    {
        yield return shown.Country == verified.Country
            ? new("country", "ok", "Same country as verified")
            : new("country", "danger", "Another country than verified");
        if (shown.Kind != verified.Kind)
            yield return new("document_kind", "info", "Another kind of document than verified");
        yield return row.Compared switch
        {
            null => new("document_number", "info", "Document number not compared yet"),
            { } said when said.Contains($"\"{CompareNumber.Same}\"", StringComparison.Ordinal) =>
                new("document_number", "ok", "Document number is the verified one"),
            _ => new("document_number", "danger", "Document number is another one"),
        };
    }

    private static string Count(long number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
