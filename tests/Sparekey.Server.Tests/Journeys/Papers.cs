using Sparekey.Server.Tests.Edges.Documents;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>Showing a document, to verify an open account.</summary>
public static class Papers
{
    public static Task<House.Reply> BeginsIdentity(this Person person, string country = "VN", string kind =
        "identity_card") =>
        person.House.Post("/v1/account/identity", new { country, document_kind = kind }, person.Session);

    public static Task<House.Reply> SendsPicture(this Person person, string slot, byte[]? picture = null) =>
        person.House.Put($"/v1/account/identity/pictures/{slot}", new ByteArrayContent(picture ?? Pictures.Png()),
            person.Session);

    /// <summary>Begins a verification, sends every picture and submits.</summary>
    public static async Task HandsInIdentity(this Person person, string country = "VN", string kind = "identity_card")
    {
        var begun = await person.BeginsIdentity(country, kind);
        Assert.Equal(201, begun.Status);
        foreach (var picture in begun["pictures"]!.AsArray())
            Assert.Equal(200, (await person.SendsPicture(picture!["slot"]!.GetValue<string>())).Status);
        Assert.Equal(202, (await person.House.Post("/v1/account/identity/submit", null, person.Session)).Status);
    }

    /// <summary>The id of the newest verification of the account, as reviewers see it.</summary>
    public static async Task<string> Verification(this Person person) => (await person.House.Database.One<string>(
        "SELECT verification_id FROM identity_verifications WHERE account_id = @account "
            + "ORDER BY verification_id DESC LIMIT 1", new { account = person.AccountId }, CancellationToken.None))!;
}
