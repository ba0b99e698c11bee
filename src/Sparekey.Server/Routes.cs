using Sparekey.Edges.Configuration;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Audit;
using Sparekey.Server.Captcha;
using Sparekey.Server.Dev;
using Sparekey.Server.Factors;
using Sparekey.Server.Help;
using Sparekey.Server.Identity;
using Sparekey.Server.Integration;
using Sparekey.Server.Operations;
using Sparekey.Server.Recovery;
using Sparekey.Server.Registration;
using Sparekey.Server.Review;
using Sparekey.Server.Security;
using Sparekey.Server.Sessions;
using Sparekey.Server.SignIn;
using Sparekey.Server.Staff;

namespace Sparekey.Server;

/// <summary>
/// The map of the product: every route with its access mark and its responses, in the order in which a person meets
/// the routes.
/// </summary>
public static class Routes
{
    public static void MapRoutes(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1");

        // Captcha
        v1.MapPost("/captchas", Captchas.HandleCreate).For(Who.Anyone).Responds(Captchas.CreateResponses);
        v1.MapPost("/captchas/{captcha}/answer", Captchas.HandleAnswer)
            .For(Who.Anyone).Responds(Captchas.AnswerResponses);

        // Open an account
        v1.MapPost("/registrations", Register.Handle).For(Who.Anyone).Responds(Register.Responses);
        v1.MapPost("/registration/codes", SendRegistrationCode.Handle)
            .For(Who.RegistrationFlow).Responds(SendRegistrationCode.Responses);
        v1.MapPost("/registration/confirm", ConfirmEmail.Handle)
            .For(Who.RegistrationFlow).Responds(ConfirmEmail.Responses);

        // Sign in
        v1.MapPost("/sign-ins", BeginSignIn.Handle).For(Who.Anyone).Responds(BeginSignIn.Responses);
        v1.MapGet("/sign-in", SecondStep.Handle).For(Who.SignInFlow).Responds(SecondStep.Responses);
        v1.MapPost("/sign-in/codes", SendSignInCode.Handle).For(Who.SignInFlow).Responds(SendSignInCode.Responses);
        v1.MapPost("/sign-in/answers", AnswerCode.Handle).For(Who.SignInFlow).Responds(AnswerCode.Responses);
        v1.MapPost("/account/step-up/codes", SendStepUpCode.Handle).For(Who.Holder).Responds(SendStepUpCode.Responses);
        v1.MapPost("/account/step-up", StepUp.Handle).For(Who.Holder).Responds(StepUp.Responses);
        v1.MapGet("/account/sessions", ListSessions.Handle).For(Who.Holder).Responds(ListSessions.Responses);
        v1.MapDelete("/account/sessions", EndOtherSessions.Handle)
            .For(Who.HolderSteppedUp).Responds(EndOtherSessions.Responses);
        v1.MapDelete("/account/sessions/current", EndSession.HandleCurrent)
            .For(Who.Holder).Responds(EndSession.CurrentResponses);
        v1.MapDelete("/account/sessions/{sessionId}", EndSession.Handle)
            .For(Who.HolderSteppedUp).Responds(EndSession.Responses);

        // The holder's account
        v1.MapPut("/account/password", ChangePassword.Handle)
            .For(Who.HolderSteppedUp).Responds(ChangePassword.Responses);
        v1.MapGet("/account", ShowAccount.Handle).For(Who.Holder).Responds(ShowAccount.Responses);
        v1.MapPost("/account/authenticators", AddAuthenticator.Handle)
            .For(Who.HolderSteppedUp).Responds(AddAuthenticator.Responses);
        v1.MapPost("/account/authenticators/{factorId}/confirm", ConfirmAuthenticator.Handle)
            .For(Who.HolderSteppedUp).Responds(ConfirmAuthenticator.Responses);
        v1.MapPost("/account/phones", AddPhone.Handle).For(Who.HolderSteppedUp).Responds(AddPhone.Responses);
        v1.MapPost("/account/phones/{factorId}/codes", SendPhoneCode.Handle)
            .For(Who.HolderSteppedUp).Responds(SendPhoneCode.Responses);
        v1.MapPost("/account/phones/{factorId}/confirm", ConfirmPhone.Handle)
            .For(Who.HolderSteppedUp).Responds(ConfirmPhone.Responses);
        v1.MapDelete("/account/factors/{factorId}", RemoveFactor.Handle)
            .For(Who.HolderSteppedUp).Responds(RemoveFactor.Responses);
        v1.MapPost("/account/recovery-codes", IssueRecoveryCodes.Handle)
            .For(Who.HolderSteppedUp).Responds(IssueRecoveryCodes.Responses);
        v1.MapGet("/security-questions", SetSecurityQuestions.HandleCatalogue)
            .For(Who.Holder).Responds(SetSecurityQuestions.CatalogueResponses);
        v1.MapPut("/account/security-questions", SetSecurityQuestions.Handle)
            .For(Who.HolderSteppedUp).Responds(SetSecurityQuestions.Responses);
        v1.MapGet("/account/activity", ShowActivity.Handle).For(Who.Holder).Responds(ShowActivity.Responses);
        v1.MapPost("/account/unfreeze", Unfreeze.Handle).For(Who.HolderSteppedUp).Responds(Unfreeze.Responses);

        // Security reset
        v1.MapPost("/recoveries", OpenCase.Handle).For(Who.SignInFlow).Responds(OpenCase.Responses);
        v1.MapPost("/recoveries/resume", Resume.Handle).For(Who.Anyone).Responds(Resume.Responses);
        v1.MapGet("/recovery", ShowCase.Handle).For(Who.RecoveryFlow).Responds(ShowCase.Responses);
        v1.MapPost("/recovery/lost", ChooseLost.Handle).For(Who.RecoveryFlow).Responds(ChooseLost.Responses);
        v1.MapPost("/recovery/codes", SendCode.Handle).For(Who.RecoveryFlow).Responds(SendCode.Responses);
        v1.MapGet("/recovery/questions", AnswerQuestions.HandleQuestions)
            .For(Who.RecoveryFlow).Responds(AnswerQuestions.QuestionsResponses);
        v1.MapPost("/recovery/proofs", Prove.Handle).For(Who.RecoveryFlow).Responds(Prove.Responses);
        v1.MapPost("/recovery/identity", DescribeDocument.Handle)
            .For(Who.RecoveryFlow).Responds(DescribeDocument.Responses);
        v1.MapPut("/recovery/pictures/{slot}", UploadPicture.Handle)
            .For(Who.RecoveryFlow).TakesPicture().Responds(UploadPicture.Responses);
        v1.MapPost("/recovery/identity/submit", SubmitCase.HandleEvidence)
            .For(Who.RecoveryFlow).Responds(SubmitCase.EvidenceResponses);
        v1.MapPost("/recovery/submit", SubmitCase.Handle).For(Who.RecoveryFlow).Responds(SubmitCase.Responses);
        v1.MapPost("/recovery/cancel", CancelCase.Handle).For(Who.RecoveryFlow).Responds(CancelCase.Responses);
        v1.MapPost("/objections", ObjectToCase.Handle).For(Who.Anyone).Responds(ObjectToCase.Responses);

        // Verify identity
        v1.MapGet("/document-kinds", ShowIdentity.HandleKinds).For(Who.Anyone).Responds(ShowIdentity.KindsResponses);
        v1.MapGet("/account/identity", ShowIdentity.Handle).For(Who.Holder).Responds(ShowIdentity.Responses);
        v1.MapPost("/account/identity", StartIdentity.Handle)
            .For(Who.HolderSteppedUp).Responds(StartIdentity.Responses);
        v1.MapPut("/account/identity/pictures/{slot}", PutPicture.Handle)
            .For(Who.Holder).TakesPicture().Responds(PutPicture.Responses);
        v1.MapPost("/account/identity/submit", SubmitIdentity.Handle)
            .For(Who.Holder).Responds(SubmitIdentity.Responses);

        // Staff and review
        v1.MapPost("/staff/set-up", SetUpStaff.HandlePassword).For(Who.Anyone).Responds(SetUpStaff.PasswordResponses);
        v1.MapPost("/staff/set-up/confirm", SetUpStaff.HandleConfirm)
            .For(Who.Anyone).Responds(SetUpStaff.ConfirmResponses);
        v1.MapPost("/staff/sign-ins", BeginStaffSignIn.Handle).For(Who.Anyone).Responds(BeginStaffSignIn.Responses);
        v1.MapPost("/staff/sign-in/answers", AnswerStaffSignIn.Handle)
            .For(Who.StaffSignInFlow).Responds(AnswerStaffSignIn.Responses);
        v1.MapGet("/review/cases", ListCases.Handle).For(Who.Staff).Responds(ListCases.Responses);
        v1.MapGet("/review/cases/{caseId}", ShowCaseToReviewer.Handle)
            .For(Who.Staff).Responds(ShowCaseToReviewer.Responses);
        v1.MapPost("/review/cases/{caseId}/claim", ClaimCase.HandleClaim)
            .For(Who.Staff).Responds(ClaimCase.ClaimResponses);
        v1.MapPost("/review/cases/{caseId}/release", ClaimCase.HandleRelease)
            .For(Who.Staff).Responds(ClaimCase.ReleaseResponses);
        v1.MapGet("/review/cases/{caseId}/pictures/{slot}", ViewPicture.Handle)
            .For(Who.Staff).Responds(ViewPicture.Responses);
        v1.MapPost("/review/cases/{caseId}/document-number", CompareNumber.Handle)
            .For(Who.Staff).Responds(CompareNumber.Responses);
        v1.MapPost("/review/cases/{caseId}/verdicts", DecideCase.Handle).For(Who.Staff).Responds(DecideCase.Responses);

        // Holds and integrators
        v1.MapGet("/accounts/{account_id}/holds", HoldCheck.Handle)
            .For(Who.IntegratorKey).Responds(HoldCheck.Responses);
        v1.MapPut("/accounts/{account_id}/tier", SetTier.Handle).For(Who.Integrator).Responds(SetTier.Responses);
        v1.MapPost("/accounts/{account_id}/freeze", FreezeAccount.Handle)
            .For(Who.Integrator).Responds(FreezeAccount.Responses);
        v1.MapPost("/accounts/{account_id}/unfreeze", UnfreezeAccount.Handle)
            .For(Who.Integrator).Responds(UnfreezeAccount.Responses);
        v1.MapPost("/sessions/introspect", Introspect.Handle).For(Who.Integrator).Responds(Introspect.Responses);
        v1.MapGet("/sessions/current", Introspect.HandleOwn).For(Who.Holder).Responds(Introspect.Responses);

        // Operations
        app.MapOpenApi().ForAsset();
        app.MapGet("/health/live", Health.Live).For(Who.Anyone).Responds(Health.LiveResponses);
        app.MapGet("/health/ready", Health.Ready).For(Who.Anyone).Responds(Health.ReadyResponses);

        // Development
        if (app.Services.GetRequiredService<Settings>().Mode == Mode.Development)
        {
            var dev = app.MapGroup("/dev").AddEndpointFilter<LoopbackOnly>();
            dev.MapGet("/messages", Inbox.Handle).For(Who.Anyone).Responds(Inbox.Responses);
            dev.MapGet("/inbox", Inbox.Show).PageFor(Who.Anyone);
            dev.MapGet("/gallery", GalleryPages.Show).PageFor(Who.Anyone);
        }

        // Pages: open an account, sign in
        var registration = app.Services.GetRequiredService<RegistrationPages>();
        app.MapGet("/", registration.ShowStart).PageFor(Who.Anyone);
        app.MapGet("/register", registration.Show).PageFor(Who.Anyone);
        app.MapPost("/register", registration.Submit).PageFor(Who.Anyone);
        app.MapGet("/register/confirm", registration.ShowConfirm).PageFor(Who.RegistrationFlow);
        app.MapPost("/register/confirm", registration.SubmitConfirm).PageFor(Who.RegistrationFlow);
        app.MapPost("/register/codes", registration.SubmitCodes).PageFor(Who.RegistrationFlow);
        var signIn = app.Services.GetRequiredService<SignInPages>();
        var secondStep = app.Services.GetRequiredService<SecondStepPages>();
        var stepUp = app.Services.GetRequiredService<StepUpPages>();
        var sessions = app.Services.GetRequiredService<SessionPages>();
        app.MapGet("/sign-in", signIn.Show).PageFor(Who.Anyone);
        app.MapPost("/sign-in", signIn.Submit).PageFor(Who.Anyone);
        app.MapGet("/sign-in/verify", secondStep.Show).PageFor(Who.SignInFlow);
        app.MapPost("/sign-in/verify", secondStep.Submit).PageFor(Who.SignInFlow);
        app.MapPost("/sign-in/verify/codes", secondStep.SubmitCodes).PageFor(Who.SignInFlow);
        app.MapPost("/sign-out", signIn.SignOut).PageFor(Who.Holder);
        app.MapGet("/step-up", stepUp.Show).PageFor(Who.Holder);
        app.MapPost("/step-up", stepUp.Submit).PageFor(Who.Holder);
        app.MapPost("/step-up/codes", stepUp.SubmitCodes).PageFor(Who.Holder);
        app.MapGet("/security/sessions", sessions.Show).PageFor(Who.Holder);
        app.MapPost("/security/sessions", sessions.Submit).PageFor(Who.HolderSteppedUp);

        // Pages: the holder's account
        var password = app.Services.GetRequiredService<ChangePasswordPages>();
        var security = app.Services.GetRequiredService<SecurityPages>();
        var authenticators = app.Services.GetRequiredService<AuthenticatorPages>();
        var phones = app.Services.GetRequiredService<PhonePages>();
        var removal = app.Services.GetRequiredService<RemoveFactorPages>();
        var recoveryCodes = app.Services.GetRequiredService<RecoveryCodePages>();
        var questions = app.Services.GetRequiredService<QuestionPages>();
        var activity = app.Services.GetRequiredService<ActivityPages>();
        app.MapGet("/security/password", ChangePasswordPages.Show).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/password", password.Submit).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security", security.Show).PageFor(Who.Holder);
        app.MapGet("/security/authenticators/new", AuthenticatorPages.ShowNew).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/authenticators/new", authenticators.SubmitNew).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/authenticators/{factorId}/replace", authenticators.ShowReplace)
            .PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/authenticators/{factorId}/replace", authenticators.SubmitReplace)
            .PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/authenticators/{factorId}/confirm", AuthenticatorPages.ShowConfirm)
            .PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/authenticators/{factorId}/confirm", authenticators.SubmitConfirm)
            .PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/phone", phones.Show).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/phone", phones.Submit).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/phone/{factorId}", phones.ShowCode).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/phone/{factorId}", phones.SubmitCode).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/factors/{factorId}/remove", removal.Show).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/factors/{factorId}/remove", removal.Submit).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/recovery-codes", recoveryCodes.Show).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/recovery-codes", recoveryCodes.Submit).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/questions", questions.Show).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/questions", questions.Submit).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/activity", activity.Show).PageFor(Who.Holder);
        app.MapGet("/security/unfreeze", security.ShowUnfreeze).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/unfreeze", security.SubmitUnfreeze).PageFor(Who.HolderSteppedUp);

        // Pages: security reset
        var startReset = app.Services.GetRequiredService<StartResetPages>();
        app.MapGet("/reset", startReset.Show).PageFor(Who.Anyone);
        app.MapPost("/reset", startReset.Start).PageFor(Who.SignInFlow);
        app.MapGet("/reset/resume", startReset.ShowResume).PageFor(Who.Anyone);
        app.MapPost("/reset/resume", startReset.SubmitResume).PageFor(Who.Anyone);
        var chooseLost = app.Services.GetRequiredService<ChooseLostPages>();
        app.MapGet("/reset/choose", chooseLost.Show).PageFor(Who.RecoveryFlow);
        app.MapPost("/reset/choose", chooseLost.Submit).PageFor(Who.RecoveryFlow);
        var resetCodes = app.Services.GetRequiredService<ResetCodePages>();
        app.MapGet("/reset/codes", resetCodes.Show).PageFor(Who.RecoveryFlow);
        app.MapPost("/reset/codes", resetCodes.Submit).PageFor(Who.RecoveryFlow);
        app.MapPost("/reset/codes/send", resetCodes.Send).PageFor(Who.RecoveryFlow);
        var resetQuestions = app.Services.GetRequiredService<ResetQuestionPages>();
        app.MapGet("/reset/questions", resetQuestions.Show).PageFor(Who.RecoveryFlow);
        app.MapPost("/reset/questions", resetQuestions.Submit).PageFor(Who.RecoveryFlow);
        var resetEvidence = app.Services.GetRequiredService<ResetEvidencePages>();
        app.MapGet("/reset/identity", resetEvidence.Show).PageFor(Who.RecoveryFlow);
        app.MapPost("/reset/identity", resetEvidence.Start).PageFor(Who.RecoveryFlow);
        app.MapGet("/reset/pictures", resetEvidence.ShowPictures).PageFor(Who.RecoveryFlow);
        app.MapPost("/reset/pictures/{slot}", resetEvidence.Send).PageFor(Who.RecoveryFlow).TakesPicture();
        app.MapPost("/reset/pictures", resetEvidence.Submit).PageFor(Who.RecoveryFlow);
        var resetCheck = app.Services.GetRequiredService<ResetCheckPages>();
        app.MapGet("/reset/check", resetCheck.Show).PageFor(Who.RecoveryFlow);
        app.MapPost("/reset/check", resetCheck.Submit).PageFor(Who.RecoveryFlow);
        var resetStatus = app.Services.GetRequiredService<ResetStatusPages>();
        app.MapGet("/reset/status", resetStatus.Show).PageFor(Who.RecoveryFlow);
        app.MapGet("/reset/cancel", resetStatus.ShowCancel).PageFor(Who.RecoveryFlow);
        app.MapPost("/reset/cancel", resetStatus.Cancel).PageFor(Who.RecoveryFlow);
        var objection = app.Services.GetRequiredService<ObjectionPages>();
        app.MapGet("/objection", objection.Show).PageFor(Who.Anyone);
        app.MapPost("/objection", objection.Submit).PageFor(Who.Anyone);

        // Pages: verify identity
        var identity = app.Services.GetRequiredService<IdentityPages>();
        app.MapGet("/identity", identity.Show).PageFor(Who.Holder);
        app.MapPost("/identity", identity.Start).PageFor(Who.HolderSteppedUp);
        app.MapGet("/identity/pictures", identity.ShowPictures).PageFor(Who.Holder);
        app.MapPost("/identity/pictures/{slot}", identity.Send).PageFor(Who.Holder).TakesPicture();
        app.MapPost("/identity/submit", identity.Submit).PageFor(Who.Holder);
        app.MapGet("/identity/done", identity.Done).PageFor(Who.Holder);

        // Pages: staff and review
        var staffSetUp = app.Services.GetRequiredService<StaffSetUpPages>();
        var staffSignIn = app.Services.GetRequiredService<StaffSignInPages>();
        app.MapGet("/staff/set-up", staffSetUp.Show).PageFor(Who.Anyone);
        app.MapPost("/staff/set-up", staffSetUp.ChoosePassword).PageFor(Who.Anyone);
        app.MapGet("/staff/set-up/authenticator", staffSetUp.ShowAuthenticator).PageFor(Who.Anyone);
        app.MapPost("/staff/set-up/authenticator", staffSetUp.ConfirmAuthenticator).PageFor(Who.Anyone);
        app.MapGet("/staff/sign-in", staffSignIn.Show).PageFor(Who.Anyone);
        app.MapPost("/staff/sign-in", staffSignIn.Submit).PageFor(Who.Anyone);
        app.MapGet("/staff/sign-in/verify", staffSignIn.ShowVerify).PageFor(Who.StaffSignInFlow);
        app.MapPost("/staff/sign-in/verify", staffSignIn.SubmitVerify).PageFor(Who.StaffSignInFlow);
        app.MapPost("/staff/sign-out", staffSignIn.SignOut).PageFor(Who.Staff);
        var review = app.Services.GetRequiredService<ReviewPages>();
        app.MapGet("/review", review.Queue).PageFor(Who.Staff);
        app.MapGet("/review/cases/{caseId}", review.ShowCase).PageFor(Who.Staff);
        app.MapPost("/review/cases/{caseId}/claim", review.Claim).PageFor(Who.Staff);
        app.MapPost("/review/cases/{caseId}/release", review.Release).PageFor(Who.Staff);
        app.MapPost("/review/cases/{caseId}/document-number", review.Compare).PageFor(Who.Staff);
        app.MapPost("/review/cases/{caseId}/verdicts", review.Decide).PageFor(Who.Staff);

        // Pages: help
        var help = app.Services.GetRequiredService<HelpPages>();
        app.MapGet("/help", help.Index).PageFor(Who.Anyone);
        app.MapGet("/help/backup-key", help.BackupKey).PageFor(Who.Anyone);
        app.MapGet("/help/lost-phone", help.LostPhone).PageFor(Who.Anyone);
        app.MapGet("/help/withdrawal-hold", help.WithdrawalHold).PageFor(Who.Anyone);

        // The authenticator for browsers
        app.MapMethods(AuthenticatorApp.Home + "{**path}", [HttpMethods.Get, HttpMethods.Head], AuthenticatorApp.Show)
            .PageFor(Who.Anyone);
    }
}
