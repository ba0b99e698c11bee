using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Verbs;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Tests.Verbs;

/// <summary>A few letters find the entry that a person means.</summary>
public sealed class MatchingTests
{
    private static readonly IReadOnlyList<Entry> Entries =
    [
        Entry("GitHub", "alice"), Entry("GitHub", "alice-work"), Entry("GitLab", "alice"),
        Entry("Café", "zoë@example.com"), Entry("", "7"), Entry("Air Canada", "bob"), Entry("ＢＡＮＫ", "Ж"),
    ];

    [Theory]
    [InlineData("GitHub: alice", new[] { 0 })]
    [InlineData("github:alice", new[] { 0 })]
    [InlineData("GITHUB ALICE", new[] { 0 })]
    [InlineData("alice", new[] { 0, 2 })]               // an exact match, so alice-work does not count
    [InlineData("github", new[] { 0, 1 })]
    [InlineData("alice-", new[] { 1 })]
    [InlineData("gitl", new[] { 2 })]
    [InlineData("git", new[] { 0, 1, 2 })]
    [InlineData("work hub", new[] { 1 })]               // words in any order
    [InlineData("cafe", new[] { 3 })]
    [InlineData("zoe", new[] { 3 })]
    [InlineData("bank", new[] { 6 })]
    [InlineData("ж", new[] { 6 })]
    [InlineData("canada", new[] { 5 })]
    [InlineData("  air   canada ", new[] { 5 })]
    [InlineData("gtlb", new[] { 2 })]                   // letters in this order
    [InlineData("3", new[] { 2 })]                      // the number in the list
    [InlineData("7", new[] { 4 })]                      // a name comes before a number
    [InlineData("8", new int[0])]
    [InlineData("0", new int[0])]
    [InlineData("bitbucket", new int[0])]
    [InlineData("", new int[0])]
    [InlineData("   ", new int[0])]
    [InlineData("\u0301", new[] { 0, 1, 2, 3, 4, 5, 6 })]   // an accent alone is ignored, so it matches all
    public void Finds(string name, int[] places) => Assert.Equal(places, Matching.Find(Entries, name).Places);

    [Fact]
    public void FindsNothing_WhenThereIsNothing() => Assert.Empty(Matching.Find([], "1").Places);

    [Theory]
    [InlineData("alice hub", true)]
    [InlineData("door", true)]
    [InlineData("WORK", true)]
    [InlineData("alice bank", false)]
    [InlineData("", true)]
    public void SearchesNoteAndGroupsToo(string words, bool found) =>
        Assert.Equal(found,
            Matching.Contains(Entry("GitHub", "alice") with { Note = "side door", Groups = ["Work"] }, words));

    private static Entry Entry(string issuer, string account) =>
        new() { Otp = new OtpAuthUri { Key = OtpKey.FromBytes([1, 2, 3]), Issuer = issuer, Account = account } };
}
