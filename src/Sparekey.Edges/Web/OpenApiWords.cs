namespace Sparekey.Edges.Web;

/// <summary>
/// One sentence for each call of the OpenAPI document. The sentences are not in Routes.cs, so that Routes.cs stays a
/// short overview.
/// </summary>
public static class OpenApiWords
{
    public static readonly Dictionary<string, string> Of = new()
    {
        ["POST /v1/captchas"] = "Take a slider picture for one purpose, or its proof of work.",
        ["POST /v1/captchas/{captcha}/answer"] =
            "Answer the picture or the proof of work, and get a token that works once.",

        ["POST /v1/registrations"] = "Ask for an account. A taken address is answered the same, and its owner is told.",
        ["POST /v1/registration/codes"] = "Send the code to the email again.",
        ["POST /v1/registration/confirm"] = "Open the account with the code from the email.",

        ["POST /v1/sign-ins"] = "Begin a sign-in with email, password and captcha.",
        ["GET /v1/sign-in"] = "Where the sign-in stands, and which second factors it takes.",
        ["POST /v1/sign-in/codes"] = "Send a code to a phone, by SMS or voice call.",
        ["POST /v1/sign-in/answers"] = "Answer the second factor, and get a session.",
        ["POST /v1/account/step-up/codes"] = "Send a code to a phone, to confirm that it is still the holder.",
        ["POST /v1/account/step-up"] = "Confirm that it is still the holder, before a change.",

        ["GET /v1/account"] = "The holder's account: factors, holds, identity.",
        ["GET /v1/account/activity"] = "What happened to the account, newest first.",
        ["POST /v1/account/authenticators"] = "Begin to set up an authenticator. Its backup key is shown this once.",
        ["POST /v1/account/authenticators/{factor_id}/confirm"] =
            "Confirm an authenticator with a current code. What it replaces never works after.",
        ["DELETE /v1/account/factors/{factor_id}"] = "Remove a factor.",
        ["POST /v1/account/phones"] = "Begin to add a phone number: a code is sent to it.",
        ["POST /v1/account/phones/{factor_id}/confirm"] = "Confirm a phone number with the code sent to it.",
        ["POST /v1/account/phones/{factor_id}/codes"] = "Send the code for a new phone number again.",
        ["POST /v1/account/recovery-codes"] = "Make ten recovery codes. The old ones become void.",
        ["PUT /v1/account/security-questions"] = "Set three security questions and their answers.",
        ["GET /v1/security-questions"] = "The questions to choose from.",
        ["GET /v1/account/sessions"] = "The account's sessions.",
        ["DELETE /v1/account/sessions/{session_id}"] = "End one session.",
        ["DELETE /v1/account/sessions/current"] = "Sign out.",
        ["DELETE /v1/account/sessions"] = "End all other sessions.",
        ["POST /v1/account/unfreeze"] = "Lift a freeze that the holder placed.",
        ["PUT /v1/account/password"] = "Change the password. Other sessions end.",

        ["POST /v1/account/identity"] = "Begin to verify the holder's identity.",
        ["GET /v1/account/identity"] = "Where verifying the identity stands.",
        ["PUT /v1/account/identity/pictures/{slot}"] = "Send one picture of the document, or the selfie.",
        ["POST /v1/account/identity/submit"] = "Hand the pictures in for review.",
        ["GET /v1/document-kinds"] = "Which documents of a country are taken, and which pictures of each.",

        ["POST /v1/recoveries"] = "Open a security reset. The password is proven already.",
        ["POST /v1/recoveries/resume"] = "Go on with a reset, by its resume code.",
        ["GET /v1/recovery"] = "Where the reset stands and what is left to prove.",
        ["POST /v1/recovery/lost"] = "Say what is unavailable, and get the requirements.",
        ["POST /v1/recovery/codes"] = "Send a code for one requirement.",
        ["POST /v1/recovery/proofs"] = "Meet one requirement, with a code or with answers.",
        ["GET /v1/recovery/questions"] = "The holder's security questions.",
        ["POST /v1/recovery/identity"] = "Say which document will be shown.",
        ["PUT /v1/recovery/pictures/{slot}"] = "Send one picture of the document, or the selfie.",
        ["POST /v1/recovery/identity/submit"] = "Hand the pictures of a reset in: the requirement is then submitted.",
        ["POST /v1/recovery/submit"] = "Hand the reset in for review.",
        ["POST /v1/recovery/cancel"] = "End the reset. Nothing has changed.",
        ["POST /v1/objections"] = "This wasn't me: stop the reset and freeze the account.",

        ["POST /v1/staff/sign-ins"] = "Begin a reviewer's sign-in.",
        ["POST /v1/staff/sign-in/answers"] = "Answer the reviewer's second factor, and get a staff session.",
        ["POST /v1/staff/set-up"] = "Begin to set up an invited reviewer.",
        ["POST /v1/staff/set-up/confirm"] = "Finish setting up a reviewer with a current code.",
        ["GET /v1/review/cases"] = "The queue of cases.",
        ["GET /v1/review/cases/{case_id}"] = "One case: what was lost, what was proven, and the evidence.",
        ["POST /v1/review/cases/{case_id}/document-number"] =
            "Whether a document number is the one on the verified identity. The number itself is never shown.",
        ["POST /v1/review/cases/{case_id}/claim"] = "Claim a case before deciding it.",
        ["POST /v1/review/cases/{case_id}/release"] = "Give a claimed case back.",
        ["GET /v1/review/cases/{case_id}/pictures/{slot}"] =
            "One picture. Each view is written into the account's history.",
        ["POST /v1/review/cases/{case_id}/verdicts"] = "Decide a case, or ask for more.",

        ["GET /v1/accounts/{account_id}/holds"] = "Whether the account may withdraw. Ask before each withdrawal.",
        ["PUT /v1/accounts/{account_id}/tier"] = "Set the account's tier, which the recovery policy may ask for.",
        ["POST /v1/accounts/{account_id}/freeze"] =
            "Freeze the account: sessions end, withdrawals are off until it is lifted.",
        ["POST /v1/accounts/{account_id}/unfreeze"] = "Lift a freeze. Other holds stay.",
        ["POST /v1/sessions/introspect"] =
            "Whose session a token is (in the manner of RFC 7662). Asking counts as use.",
        ["GET /v1/sessions/current"] = "The holder's own session.",

        ["GET /health/live"] = "Whether the process lives.",
        ["GET /health/ready"] = "Whether it could serve a person now: database, schema, keys, delivery.",
    };
}
