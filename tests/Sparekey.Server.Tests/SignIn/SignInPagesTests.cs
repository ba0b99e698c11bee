using Sparekey.Core;
using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.SignIn;

public sealed class SignInPagesTests : IAsyncLifetime
{
    private House _house = null!;
    private Tab _tab = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _tab = new Tab(_house);
    }

    public async Task DisposeAsync()
    {
        _tab.Dispose();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task OpensAnAccount_SignsOut_AndSignsIn_WithoutJavaScript()
    {
        await _tab.Open("/");
        await _tab.Open(_tab.Link("Open an account"));
        await _tab.PressGap("page@example.com", Person.GoodPassword);
        Assert.Equal("/register/confirm", _tab.At);
        Assert.Contains("p•••@example.com", _tab.Page.Body!.TextContent);
        await _tab.Submit(new { code = await _house.CodeSentTo("page@example.com") });
        Assert.StartsWith("/security", _tab.At, StringComparison.Ordinal);

        await _tab.Open("/security/sessions");
        Assert.Equal("Sessions", _tab.Heading);
        await _tab.Submit(button: "Sign out");
        Assert.Equal(("/sign-in?because=signed_out", "Sign in"), (_tab.At, _tab.Heading));

        await _tab.Open("/security/sessions");
        Assert.Equal("/sign-in?next=%2Fsecurity%2Fsessions", _tab.At);
        await _tab.PressGap("page@example.com", Person.GoodPassword);
        Assert.Equal(("/security/sessions", "Sessions"), (_tab.At, _tab.Heading));
    }

    [Fact]
    public async Task SaysWhatIsWrong_AndKeepsTheAddressButNotThePassword()
    {
        await Person.Opens(_house, "wrong@example.com");
        await _tab.Open("/sign-in?next=/help");

        await _tab.PressGap("wrong@example.com", "not the password at all");
        Assert.Equal((422, "Email and password do not belong together. Check both and try again."),
            (_tab.Status, Assert.Single(_tab.Errors)));
        Assert.Equal("wrong@example.com", _tab.Page.QuerySelector("#email")!.GetAttribute("value"));
        Assert.Null(_tab.Page.QuerySelector("#password")!.GetAttribute("value"));
        Assert.Equal("/help", _tab.Page.QuerySelector("input[name=next]")!.GetAttribute("value"));

        await _tab.PressGap("wrong@example.com", Person.GoodPassword, off: 60);
        Assert.Contains("The piece does not fit there", Assert.Single(_tab.Errors));
        await _tab.PressGap("", "");
        Assert.Equal("Enter the email address of your account.", Assert.Single(_tab.Errors));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task LeadsNowhereElse_WhenNextIsNoPathOfThisSite(string next)
    {
        await Person.Opens(_house, "next@example.com");
        await _tab.Open($"/sign-in?next={Uri.EscapeDataString(next)}");
        Assert.Null(_tab.Page.QuerySelector("input[name=next]"));

        await _tab.PressGap("next@example.com", Person.GoodPassword);

        Assert.Equal("/security", _tab.At);
    }

    [Fact]
    public async Task SwitchesMethods_WithoutStartingOver()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator("Ada's phone");
        await person.HasPhone();
        await person.HasRecoveryCodes();
        await _tab.Open("/sign-in?next=/security/sessions");
        await _tab.PressGap(person.Email, person.Password);
        Assert.Equal("/sign-in/verify?next=%2Fsecurity%2Fsessions", _tab.At);
        Assert.Contains("Code from “Ada's phone”", _tab.Page.QuerySelector("main")!.TextContent);
        Assert.Equal("/reset", _tab.Link("Security verification unavailable?"));

        await _tab.Submit(new { code = app.WrongCode() });
        Assert.Equal((422, "That code is not right. You have 4 tries left."),
            (_tab.Status, Assert.Single(_tab.Errors)));

        await _tab.Open(_tab.Link("Use: Phone"));
        await _tab.Submit(button: "Get code by voice call");
        Assert.Contains("We sent a code to +84 ••• ••• 21 by voice call.",
            _tab.Page.QuerySelector("main")!.TextContent);
        await _tab.Open(_tab.Link("Use: Recovery code"));
        await _tab.Open(_tab.Link("Use: Phone"));
        await _tab.Submit(new { code = await _house.CodeSentTo("+84912345621") }, "Submit");

        Assert.Equal(("/security/sessions", 200), (_tab.At, _tab.Status));
        Assert.Contains("two factors", _tab.Page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task LeadsBackToTheBeginning_WhenTheFlowIsTooOld()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        await _tab.Open("/sign-in?next=/security/sessions");
        await _tab.PressGap(person.Email, person.Password);
        _house.Clock.Advance(TimeSpan.FromMinutes(15));

        await _tab.Submit(new { code = app.Code() });

        Assert.Equal("/sign-in?because=expired&next=%2Fsecurity%2Fsessions", _tab.At);
        Assert.Contains("Please sign in again", _tab.Page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task AsksAgain_BeforeAChange()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        await person.BeginsSignIn();
        await _tab.Open("/sign-in?next=/security/sessions");
        await _tab.PressGap(person.Email, person.Password);
        await _tab.Submit(new { code = app.Code() });
        _house.Clock.Advance(TimeSpan.FromMinutes(6));

        await _tab.Submit(button: "End all other sessions");
        Assert.Equal("/step-up?next=%2Fsecurity%2Fsessions", _tab.At);
        await _tab.Submit(new { code = app.Code() });
        Assert.Equal("/security/sessions", _tab.At);
        await _tab.Submit(button: "End all other sessions");

        Assert.Equal(("/security/sessions?ended=yes", 200), (_tab.At, _tab.Status));
        Assert.Contains("There is no other session.", _tab.Page.QuerySelector("main")!.TextContent);
    }

    [Theory]
    [InlineData(Profile.Exchange, false)]
    [InlineData(Profile.Strict, true)]
    public async Task SaysThatPhonesAreWeaker_InTheStrictProfile(Profile profile, bool says)
    {
        await using var house = await House.Open(s => s.Profile = profile);
        var person = await Person.Opens(house);
        await person.HasPhone();
        using var tab = new Tab(house);
        await tab.Open("/sign-in");

        await tab.PressGap(person.Email, person.Password);

        Assert.Equal(says, tab.Page.Body!.TextContent.Contains("Less secure than an app", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendsARegistrationCodeAgain()
    {
        await _tab.Open("/register");
        await _tab.PressGap("again@example.com", Person.GoodPassword);
        var first = await _house.CodeSentTo("again@example.com");
        await _tab.Submit(button: "Send a new code");
        Assert.Contains("A code was sent already.", Assert.Single(_tab.Errors));
        _house.Clock.Advance(TimeSpan.FromSeconds(61));
        await _tab.Submit(button: "Send a new code");
        var second = await _house.CodeSentTo("again@example.com");
        Assert.NotEqual(first, second);

        await _tab.Submit(new { code = first });
        Assert.Equal("That code is not right. You have 4 tries left.", Assert.Single(_tab.Errors));
        await _tab.Submit(new { code = second });

        Assert.Equal("/security", _tab.At);
    }
}
