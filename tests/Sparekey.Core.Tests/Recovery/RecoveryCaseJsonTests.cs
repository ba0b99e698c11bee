using System.Text.Json;
using Sparekey.Core.Recovery;

namespace Sparekey.Core.Tests.Recovery;

public sealed class RecoveryCaseJsonTests
{
    public static TheoryData<string> States =>
        ["choosing", "proving", "proven", "in_review", "claimed", "more_information", "objection", "completed",
            "refused", "cancelled", "expired"];

    [Theory, MemberData(nameof(States))]
    public void ComesBackAsItWas(string state)
    {
        var json = JsonSerializer.Serialize(Cases.Named(state));

        var back = JsonSerializer.Deserialize<RecoveryCase>(json)!;

        Assert.Equal(json, JsonSerializer.Serialize(back));
        Assert.Equal(
            Cases.Named(state) with
            {
                Lost = back.Lost,
                Requirements = back.Requirements,
                Approvals = back.Approvals,
                MoreInformation = back.MoreInformation,
            },
            back);
        Assert.Equal(Cases.Named(state).Requirements, back.Requirements);
        Assert.Equal(Cases.Named(state).Approvals, back.Approvals);
    }

    [Fact]
    public void SpeaksTheWordsOfTheWire()
    {
        var json = JsonSerializer.Serialize(Cases.ApprovedByAnn);

        Assert.Contains("\"State\":\"in_review\"", json, StringComparison.Ordinal);
        Assert.Contains("\"Lost\":[\"authenticator\",\"phone\"]", json, StringComparison.Ordinal);
        Assert.Contains("\"Kind\":\"new_phone_code\",\"State\":\"met\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenRequirements", json, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAreThoseOfTheWire()
    {
        Assert.Equal("choosing proving in_review more_information objection completed refused cancelled expired",
            Words<CaseState>());
        Assert.Equal("authenticator phone email recovery_code", Words<LostThing>());
        Assert.Equal(
            "email_code phone_code authenticator_code new_phone_code new_email_code security_questions identity",
            Words<RequirementKind>());
        Assert.Equal("open met submitted", Words<RequirementState>());
        Assert.Equal("approve refuse more_information", Words<Verdict>());
        Assert.Equal("passport identity_card driving_licence residence_permit", Words<Core.Identity.DocumentKind>());
        Assert.Equal("front back selfie", Words<Core.Identity.PictureSlot>());
        Assert.Equal("open submitted more_information accepted refused", Words<Core.Identity.IdentityState>());
        Assert.Equal("security_reset factor_changed frozen integrator", Words<Core.Holds.HoldReason>());
        Assert.Equal("completed not_approved cancelled found_again address_taken objected account_frozen expired",
            Words<EndReason>());
    }

    [Theory]
    [InlineData("Phone")]
    [InlineData("1")]
    [InlineData("phone,email")]
    [InlineData("")]
    [InlineData(null)]
    public void ReadsNoOtherWord(string? word) => Assert.False(WireName.TryParse<LostThing>(word, out _));

    private static string Words<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(value => WireName.Of(value)));
}
