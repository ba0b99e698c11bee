using System.Globalization;
using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Edges.Replies;
using Sparekey.Server.Identity;

namespace Sparekey.Server.Review;

/// <summary>Reads the identity record that a reviewer typed.</summary>
public sealed class RecordForm(IdentityRecords records)
{
    public Reply<IdentityRecord> Read(DeskCase @case, DecideIdentity.Record? record)
    {
        if (record is null) return Refusals.Invalid(("record", "invalid.record"));
        if (string.IsNullOrWhiteSpace(record.Name)) return Wrong("name");
        if (!TryDate(record.BirthDate, out var birth)) return Wrong("birth_date");
        if (DocumentNumber.Normalize(record.DocumentNumber) is not { } number) return Wrong("document_number");
        DateOnly? expires = null;
        if (!string.IsNullOrWhiteSpace(record.ExpiresOn))
        {
            if (!TryDate(record.ExpiresOn, out var date)) return Wrong("expires_on");
            expires = date;
        }
        var verification = @case.Evidence!.Verification;
        var kindName = record.DocumentKind ?? WireName.Of(verification.Kind);
        if (!WireName.TryParse<DocumentKind>(kindName, out var kind)) return Wrong("document_kind");
        return new IdentityRecord
        {
            FullName = record.Name.Trim(),
            BirthDate = birth,
            Country = record.Country?.Trim().ToUpperInvariant() ?? verification.Country,
            Kind = kind,
            DocumentNumberHash = records.HashOfNumber(@case.Account, number),
            ExpiresOn = expires,
        };
    }

    /// <summary>The form's name of a field of <see cref="IdentityRecord"/>.</summary>
    public static string FieldOf(string field) => field switch
    {
        "full_name" => "record.name",
        "kind" => "record.document_kind",
        _ => $"record.{field}",
    };

    private static Refusal Wrong(string field) => Refusals.Invalid(($"record.{field}", $"invalid.record.{field}"));

    private static bool TryDate(string? text, out DateOnly date) => DateOnly.TryParseExact(
        text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
