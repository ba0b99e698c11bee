using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// A login of Bitwarden with a second factor: an <c>otpauth://</c> address, <c>steam://KEY</c>, or a key alone. If the
/// address lacks the issuer or the account, the login gives them.
/// </summary>
internal sealed record BitwardenLogin(int Place, string Name, string User, string Totp)
{
    /// <summary>Empty if the login is in no folder.</summary>
    public string Folder { get; init; } = "";

    public bool Favourite { get; init; }

    public Item Read()
    {
        var totp = Totp.Trim();
        if (totp.Begins(Lines.Steam) || totp.Begins(Lines.Otpauth)) return ReadAddress(totp);
        return Mark(new Draft
        {
            Place = Place,
            Kind = OtpKind.Totp,
            Issuer = Name,
            Account = User,
            Key = () => OtpKey.Parse(totp),
        }.Check());
    }

    public Item.Refused Refuse(EntryRefusal reason) =>
        new(Draft.NameOf(OtpName.Tidy(Name), OtpName.Tidy(User), Place), reason);

    /// <summary>Does not print the key.</summary>
    public override string ToString() => "BitwardenLogin(…)";

    private Item ReadAddress(string address)
    {
        var (issuer, account) = (OtpName.Tidy(Name), OtpName.Tidy(User));
        var reading = OtpAuthUri.Parse(address);
        var isNameless = address.Begins(Lines.Steam);   // the issuer of a steam:// address comes from its scheme
        if (reading is OtpAuthReading.Refused { Reason: OtpAuthRefusal.NoName } && issuer.Length + account.Length > 0)
        {
            isNameless = true;
            // Any issuer makes the address readable. Below, both names are replaced by those of the login.
            reading = OtpAuthUri.Parse(address + (address.Contains('?') ? "&" : "?") + "issuer=x");
        }
        if (reading is not OtpAuthReading.Parsed { Uri: var uri, Warnings: var warnings })
            return Refuse((EntryRefusal)((OtpAuthReading.Refused)reading).Reason);
        if (isNameless && issuer.Length + account.Length > 0) uri = uri with { Issuer = issuer, Account = account };
        else uri = uri with
        {
            Issuer = uri.Issuer.Length > 0 ? uri.Issuer : issuer,
            Account = uri.Account.Length > 0 ? uri.Account : account,
        };
        return Mark(new Item.Accepted(new Entry { Otp = uri }, warnings));
    }

    private Item Mark(Item item) => item is not Item.Accepted accepted ? item : accepted with
    {
        Entry = accepted.Entry with { Favourite = Favourite, Groups = Folder.Length == 0 ? [] : [Folder] },
    };
}
