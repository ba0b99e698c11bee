using Sparekey.Core.Accounts;
using Sparekey.Edges.Crypto;
using Sparekey.Server.Factors;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Factors;

public sealed class SecurityQuestionTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task CountsRightAnswers_HoweverTheyAreTyped()
    {
        var person = await Person.Opens(_house);
        await person.AnswersQuestions();
        var answers = _house.Get<SecurityAnswers>();
        var account = new AccountId(Guid.ParseExact(person.AccountId, "N"));

        using var slot = (await _house.Get<HashingAdmission>().Enter("test", 3, CancellationToken.None))!;

        Assert.Equal(["first_teacher", "grandparents_town", "first_toy"],
            (await answers.Of(account, CancellationToken.None)).Select(q => q.QuestionId));
        Assert.Equal((3, 3),
            await answers.Judge(account, Given("  blue   WHALE ", "ms okafor", "HUẾ"), slot, CancellationToken.None));
        Assert.Equal((1, 3),
            await answers.Judge(account, Given("Blue Whale", "Mr Okafor", ""), slot, CancellationToken.None));
        Assert.Equal((0, 3),
            await answers.Judge(account, new Dictionary<string, string>(), slot, CancellationToken.None));
        Assert.Equal((0, 0), await answers.Judge(new AccountId(Guid.Empty), Given("Blue Whale", "Ms Okafor", "Huế"),
            slot, CancellationToken.None));
    }

    [Fact]
    public async Task NewAnswersTakeThePlaceOfOldOnes()
    {
        var person = await Person.Opens(_house);
        await person.AnswersQuestions();

        var set = await Put(person, ("first_book", "Emma"), ("first_dish", "Pho"), ("first_flight", "Oslo"));

        Assert.Equal(200, set.Status);
        Assert.Equal(3, (await person.LooksAtAccount())["security_questions_set"]!.GetValue<int>());
        using var slot = (await _house.Get<HashingAdmission>().Enter("test", 3, CancellationToken.None))!;
        Assert.Equal((0, 3), await _house.Get<SecurityAnswers>().Judge(new AccountId(Guid.ParseExact(person.AccountId,
            "N")), Given(
            "Blue Whale", "Ms Okafor", "Huế"), slot, CancellationToken.None));
    }

    [Fact]
    public async Task Refuses_WhenAnswersAreMissingTheSameOrTooShort()
    {
        var person = await Person.Opens(_house);

        Assert.Equal(400, (await Put(person, ("first_book", "Emma"), ("first_dish", "Pho"))).Status);
        Assert.NotNull((await Put(person, ("first_book", "Emma"), ("first_book", "Pho"), ("first_flight", "Oslo")))[
                "errors"]![
            "answers[1].question_id"]);
        Assert.NotNull((await Put(person, ("first_book", "Emma"), ("no_such", "Pho"), ("first_flight", "Oslo")))[
                "errors"]![
            "answers[1].question_id"]);
        Assert.NotNull((await Put(person, ("first_book", "Emma"), ("first_dish", "  P o"), ("first_flight", "O ")))[
                "errors"]![
            "answers[2].answer"]);
        Assert.NotNull((await Put(person, ("first_book", "Emma"), ("first_dish", " emma"),
            ("first_flight", "EMMA")))["errors"]!["answers[1].answer"]);
        Assert.Equal(400,
            (await _house.Put("/v1/account/security-questions", new { answers = new object?[] { null, null, null } },
                person.Session)).Status);
        Assert.Equal(0, (await person.LooksAtAccount())["security_questions_set"]!.GetValue<int>());
    }

    [Fact]
    public async Task AreNotOffered_InStrictProfile()
    {
        await using var house = await House.Open(settings => settings.Profile = Sparekey.Core.Profile.Strict);
        var person = await Person.Opens(house);

        Assert.Equal("not_offered", (await house.Get("/v1/security-questions", person.Session)).Code);
        Assert.Equal("not_offered",
            (await house.Put("/v1/account/security-questions", new { answers = Array.Empty<object>() },
                person.Session)).Code);
    }

    private static Dictionary<string, string> Given(string toy, string teacher, string town) =>
        new() { ["first_toy"] = toy, ["first_teacher"] = teacher, ["grandparents_town"] = town };

    private Task<House.Reply> Put(Person person, params (string Id, string Answer)[] answers) =>
        _house.Put("/v1/account/security-questions",
            new { answers = answers.Select(a => new { question_id = a.Id, answer = a.Answer }) }, person.Session);
}
