using System.Text.Json;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Core.Tests.Recovery;

namespace Sparekey.Core.Tests.Identity;

public sealed class IdentityRulesTests
{
    private static readonly DateTimeOffset Now = Cases.Start;
    private static readonly IdentityVerification Open = Started(DocumentKind.IdentityCard);
    private static readonly IdentityVerification Submitted = Hand(
        Stored(Open, PictureSlot.Front, PictureSlot.Back, PictureSlot.Selfie));
    private static readonly IdentityVerification Claimed =
        ((IdentityClaimOutcome.Claimed)IdentityRules.Claim(Submitted, Cases.Ann, false, Now)).Verification;

    private static readonly IdentityRecord Record = new()
    {
        FullName = "Nguyễn Văn A",
        BirthDate = new DateOnly(1990, 5, 17),
        Country = "VN",
        Kind = DocumentKind.IdentityCard,
        DocumentNumberHash = "9c1f",
    };

    private static StartOutcome Start(string country, DocumentKind kind, bool verified = false, CaseId? @case = null) =>
        IdentityRules.Start(Cases.Verification, Cases.Account, @case, country, kind, verified, "ACEFHJ", Now);

    private static IdentityVerification Started(DocumentKind kind, CaseId? @case = null) =>
        ((StartOutcome.Started)Start("VN", kind, @case: @case)).Verification;

    private static IdentityVerification Stored(IdentityVerification at, params PictureSlot[] slots) =>
        slots.Aggregate(at,
            (one, slot) => ((PictureOutcome.Stored)IdentityRules.PictureStored(one, slot, Now)).Verification);

    private static IdentityVerification Hand(IdentityVerification at) =>
        ((IdentitySubmitOutcome.Submitted)IdentityRules.Submit(at, Now)).Verification;

    private static IdentityVerification AskAgain(params PictureSlot[] slots) =>
        ((IdentityDecisionOutcome.MoreInformation)
            IdentityRules.AskForMore(Claimed, Cases.Ann, ReviewReason.PictureUnreadable, "The back is blurred.", slots,
                false)).Verification;

    [Fact]
    public void StartsWithTheSidesOfTheDocument()
    {
        Assert.Equal([PictureSlot.Front, PictureSlot.Back, PictureSlot.Selfie], Open.MissingPictures);
        Assert.Equal([PictureSlot.Front, PictureSlot.Selfie], Started(DocumentKind.Passport).MissingPictures);
    }

    [Fact]
    public void DoesNotStart_WhenSomethingIsWrong()
    {
        Assert.IsType<StartOutcome.UnknownCountry>(Start("ZZ", DocumentKind.Passport));
        Assert.IsType<StartOutcome.UnknownCountry>(Start("vn", DocumentKind.Passport));
        Assert.Equal([DocumentKind.Passport, DocumentKind.DrivingLicence, DocumentKind.ResidencePermit],
            Assert.IsType<StartOutcome.KindNotTaken>(Start("US", DocumentKind.IdentityCard)).Taken);
    }

    [Fact]
    public void DoesNotReplaceAnAcceptedIdentity_ButComparesWithIt()
    {
        Assert.IsType<StartOutcome.AlreadyVerified>(Start("VN", DocumentKind.Passport, verified: true));
        Assert.IsType<StartOutcome.Started>(Start("VN", DocumentKind.Passport, verified: true, Cases.Case));
    }

    [Fact]
    public void TakesEachPictureOnceOrAgain_WhileOpen()
    {
        var twice = Stored(Open, PictureSlot.Front, PictureSlot.Front);

        Assert.Equal([PictureSlot.Front], twice.Pictures.Select(picture => picture.Slot));
        Assert.IsType<PictureOutcome.NotAsked>(
            IdentityRules.PictureStored(Started(DocumentKind.Passport), PictureSlot.Back, Now));
        Assert.IsType<PictureOutcome.NotNow>(IdentityRules.PictureStored(Submitted, PictureSlot.Front, Now));
    }

    [Fact]
    public void IsNotHandedIn_WhenPicturesAreMissing() =>
        Assert.Equal([PictureSlot.Back, PictureSlot.Selfie],
            Assert.IsType<IdentitySubmitOutcome.PicturesMissing>(
                IdentityRules.Submit(Stored(Open, PictureSlot.Front), Now)).Missing);

    [Fact]
    public void IsAccepted_WithTheRecord()
    {
        var accepted = Assert.IsType<IdentityDecisionOutcome.Accepted>(
            IdentityRules.Accept(Claimed, Cases.Ann, Record, false, Now.AddHours(1)));

        Assert.Equal((IdentityState.Accepted, Cases.Ann, Now.AddHours(1)),
            (accepted.Verification.State, accepted.Verification.DecidedBy, accepted.Verification.DecidedAt));
        Assert.Same(Record, accepted.Record);
        Assert.IsType<IdentityDecisionOutcome.NotNow>(
            IdentityRules.Accept(accepted.Verification, Cases.Ann, Record, false, Now));
    }

    public static TheoryData<string> Fields => ["full_name", "birth_date", "country", "kind", "document_number"];

    [Theory, MemberData(nameof(Fields))]
    public void IsNotAccepted_WhenTheRecordIsWrong(string field)
    {
        var record = new IdentityRecord
        {
            FullName = field == "full_name" ? " " : Record.FullName,
            BirthDate = field == "birth_date" ? new DateOnly(2026, 3, 3) : Record.BirthDate,
            Country = field == "country" ? "TH" : Record.Country,
            Kind = field == "kind" ? DocumentKind.Passport : Record.Kind,
            DocumentNumberHash = field == "document_number" ? "" : Record.DocumentNumberHash,
        };

        Assert.Equal(new IdentityDecisionOutcome.RecordWrong(field),
            IdentityRules.Accept(Claimed, Cases.Ann, record, false, Now));
    }

    [Fact]
    public void IsDecidedOnlyByItsReviewer()
    {
        Assert.IsType<IdentityDecisionOutcome.NotClaimed>(
            IdentityRules.Accept(Submitted, Cases.Ann, Record, false, Now));
        Assert.IsType<IdentityDecisionOutcome.NotClaimed>(IdentityRules.Accept(Claimed, Cases.Ben, Record, false, Now));
        Assert.IsType<IdentityDecisionOutcome.OwnAccount>(IdentityRules.Accept(Claimed, Cases.Ann, Record, true, Now));
        Assert.IsType<IdentityClaimOutcome.OwnAccount>(IdentityRules.Claim(Submitted, Cases.Ann, true, Now));
        Assert.Equal(new IdentityClaimOutcome.HeldByAnother(Cases.Ann),
            IdentityRules.Claim(Claimed, Cases.Ben, false, Now));
        Assert.IsType<IdentityClaimOutcome.NotClaimed>(IdentityRules.Release(Claimed, Cases.Ben));
        Assert.Null(
            Assert.IsType<IdentityClaimOutcome.Released>(IdentityRules.Release(Claimed, Cases.Ann)).Verification.Claim);
    }

    [Fact]
    public void IsRefused_WithAReasonThatFits()
    {
        Assert.IsType<IdentityDecisionOutcome.ReasonDoesNotFit>(
            IdentityRules.Refuse(Claimed, Cases.Ann, ReviewReason.EvidenceMatches, null, false, Now));
        Assert.Equal(IdentityState.Refused,
            Assert.IsType<IdentityDecisionOutcome.Refused>(IdentityRules.Refuse(Claimed, Cases.Ann,
                ReviewReason.PersonDiffers, null, false, Now)).Verification.State);
    }

    [Fact]
    public void TakesOnlyWhatWasAskedAgain()
    {
        var asked = AskAgain(PictureSlot.Back);

        Assert.Equal([PictureSlot.Back], asked.MissingPictures);
        Assert.IsType<PictureOutcome.NotAsked>(IdentityRules.PictureStored(asked, PictureSlot.Front, Now.AddHours(1)));
        var stored = Assert.IsType<PictureOutcome.Stored>(
            IdentityRules.PictureStored(asked, PictureSlot.Back, Now.AddHours(1))).Verification;
        Assert.IsType<PictureOutcome.Stored>(IdentityRules.PictureStored(stored, PictureSlot.Back, Now.AddHours(2)));
        Assert.IsType<IdentitySubmitOutcome.Submitted>(IdentityRules.Submit(stored, Now.AddHours(2)));
    }

    // The picture is stored by a node whose clock is ahead, and submitted on a node whose clock is right.
    [Fact]
    public void KeepsWhatWasHandedIn_WhenItSeemsToBeStoredLater()
    {
        var ahead = ((PictureOutcome.Stored)IdentityRules.PictureStored(
            Stored(Open, PictureSlot.Back, PictureSlot.Selfie), PictureSlot.Front, Now.AddSeconds(1))).Verification;
        var claimed =
            ((IdentityClaimOutcome.Claimed)IdentityRules.Claim(Hand(ahead), Cases.Ann, false, Now)).Verification;
        var asked = ((IdentityDecisionOutcome.MoreInformation)IdentityRules.AskForMore(claimed, Cases.Ann,
            ReviewReason.PictureUnreadable, null, [PictureSlot.Back], false)).Verification;

        Assert.IsType<PictureOutcome.NotAsked>(IdentityRules.PictureStored(asked, PictureSlot.Front, Now.AddHours(1)));
    }

    [Fact]
    public void TakesEverythingAgain_WhenNothingIsNamed() =>
        Assert.Equal([PictureSlot.Front, PictureSlot.Back, PictureSlot.Selfie], AskAgain().MissingPictures);

    [Fact]
    public void IsDecidedWithItsCase_WhenItIsEvidence()
    {
        var evidence = Cases.Evidence(Now.AddMinutes(-1)) with { OpenedAt = Now.AddHours(-1) };

        Assert.IsType<IdentityClaimOutcome.BelongsToCase>(IdentityRules.Claim(evidence, Cases.Ann, false, Now));
        Assert.IsType<IdentityDecisionOutcome.BelongsToCase>(
            IdentityRules.Accept(evidence, Cases.Ann, Record, false, Now));
        Assert.Equal(IdentityState.Submitted, IdentityRules.FollowCase(evidence, Cases.Objection, Now).State);
        Assert.Equal(IdentityState.Accepted, IdentityRules.FollowCase(evidence, Cases.Completed, Now).State);
        Assert.Equal(IdentityState.Refused, IdentityRules.FollowCase(evidence, Cases.Refused, Now).State);
        Assert.Equal(Now, IdentityRules.FollowCase(evidence, Cases.Cancelled, Now).DecidedAt);
        Assert.Equal([PictureSlot.Front],
            IdentityRules.FollowCase(evidence, Cases.MoreInformation, Now).MissingPictures);
        Assert.Throws<ArgumentException>(() => IdentityRules.FollowCase(Submitted, Cases.Completed, Now));
    }

    [Fact]
    public void IsClosed_WhenLeftLying()
    {
        Assert.Same(Open, IdentityRules.Abandon(Open, Now.AddDays(30).AddTicks(-1)));
        Assert.Equal(IdentityState.Refused, IdentityRules.Abandon(Open, Now.AddDays(30)).State);
        Assert.Same(Submitted, IdentityRules.Abandon(Submitted, Now.AddDays(300)));
    }

    [Fact]
    public void IsDue_WhenItsPicturesAreOldOrItsHolderIsLate()
    {
        var decided = Open with { State = IdentityState.Accepted, DecidedAt = Now };

        Assert.Equal(new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero),
            IdentityRules.DueAt(decided, TimeSpan.FromDays(30)));
        Assert.Equal(Now.AddDays(7), IdentityRules.DueAt(decided with { CaseId = Cases.Case }, TimeSpan.FromDays(7)));
        Assert.Equal(Now.AddDays(30), IdentityRules.DueAt(Open, TimeSpan.FromDays(7)));
        Assert.Equal(Now.AddDays(31),
            IdentityRules.DueAt(AskAgain() with { SubmittedAt = Now.AddDays(1) }, TimeSpan.FromDays(7)));
        Assert.Null(IdentityRules.DueAt(Submitted, TimeSpan.FromDays(7)));
        Assert.Null(IdentityRules.DueAt(Open with { CaseId = Cases.Case }, TimeSpan.FromDays(7)));
    }

    [Fact]
    public void ComesBackFromJson() =>
        Assert.Equal(JsonSerializer.Serialize(Claimed),
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize<IdentityVerification>(JsonSerializer.Serialize(Claimed))));

    [Fact]
    public void RecordNeverPrints() => Assert.Equal("IdentityRecord(…)", Record.ToString());
}
