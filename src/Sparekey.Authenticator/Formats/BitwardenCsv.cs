namespace Sparekey.Authenticator.Formats;

/// <summary>
/// The CSV export of Bitwarden. The first line has the names of the columns; one of them is <c>login_totp</c>.
/// </summary>
internal static class BitwardenCsv
{
    private const string Totp = "login_totp";

    public static bool Fits(string text)
    {
        var end = text.AsSpan().IndexOfAny('\n', '\r');
        var header = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        return header.Contains(Totp, StringComparison.Ordinal) && new Table(header.ToString()).Next() is { } columns
            && columns.Contains(Totp);
    }

    public static Reading Read(string text)
    {
        var table = new Table(text);
        var columns = table.Next()!;
        var (totpAt, nameAt, userAt, folderAt, favouriteAt) = (columns.IndexOf(Totp), columns.IndexOf("name"),
            columns.IndexOf("login_username"), columns.IndexOf("folder"), columns.IndexOf("favorite"));
        List<Item> items = [];
        for (var place = 1; table.Next() is { } row; place++)
        {
            var totp = Field(totpAt);
            if (totp.Length == 0) continue;
            items.Add(new BitwardenLogin(place, Field(nameAt), Field(userAt), totp)
            {
                Folder = Field(folderAt),
                Favourite = Field(favouriteAt) == "1",
            }.Read());
            if (items.Count > ImportFile.MaximumEntries) return Refuse(FileRefusal.TooLarge);

            string Field(int at) => at >= 0 && at < row.Count ? row[at] : "";
        }
        return table.IsBroken ? Refuse(FileRefusal.Damaged) : new Reading.Read(Format.BitwardenCsv, [], items);

        Reading.Refused Refuse(FileRefusal reason)
        {
            Listing.Erase(items);
            return new Reading.Refused(Format.BitwardenCsv, reason);
        }
    }
}
