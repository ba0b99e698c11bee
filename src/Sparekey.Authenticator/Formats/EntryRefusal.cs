using System.Diagnostics;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// The reason why one entry of a file was left out: the reasons of <see cref="OtpAuthRefusal"/>, and one more.
/// </summary>
public enum EntryRefusal
{
    NotOtpAuth = OtpAuthRefusal.NotOtpAuth,
    TooLong = OtpAuthRefusal.TooLong,

    /// <summary>A part of an export of Google Authenticator instead of an address.</summary>
    Migration = OtpAuthRefusal.Migration,
    UnknownKind = OtpAuthRefusal.UnknownKind,
    NoName = OtpAuthRefusal.NoName,
    SecretMissing = OtpAuthRefusal.SecretMissing,
    SecretEmpty = OtpAuthRefusal.SecretEmpty,
    SecretUnreadable = OtpAuthRefusal.SecretUnreadable,
    SecretTooLong = OtpAuthRefusal.SecretTooLong,
    UnknownAlgorithm = OtpAuthRefusal.UnknownAlgorithm,
    BadDigits = OtpAuthRefusal.BadDigits,
    BadPeriod = OtpAuthRefusal.BadPeriod,
    BadCounter = OtpAuthRefusal.BadCounter,
    Contradiction = OtpAuthRefusal.Contradiction,

    /// <summary>A field is missing, or does not have the type that the format requires.</summary>
    Damaged = 100,
}

/// <summary>Messages for <see cref="EntryRefusal"/>.</summary>
public static class EntryRefusals
{
    /// <summary>One or two sentences for a person. The caller names the entry beside the message.</summary>
    public static string Message(this EntryRefusal reason) => reason switch
    {
        EntryRefusal.NotOtpAuth => "This is not a set-up code: those begin with otpauth://.",
        EntryRefusal.TooLong => "This is too long for a set-up code.",
        EntryRefusal.Migration => "This is an export of Google Authenticator: import it by itself.",
        EntryRefusal.UnknownKind =>
            "Codes of this kind cannot be made here: only those by time, by counter and of Steam can.",
        EntryRefusal.NoName =>
            "It names neither a site nor an account. Give it a name in the other app and export again.",
        EntryRefusal.SecretMissing => "It has no key.",
        EntryRefusal.SecretEmpty => "Its key is empty.",
        EntryRefusal.SecretUnreadable => "Its key cannot be read: keys have the letters A to Z and the digits 2 to 7.",
        EntryRefusal.SecretTooLong => $"Its key is too long: at most {OtpKey.MaximumLength} bytes are read.",
        EntryRefusal.UnknownAlgorithm =>
            "It asks for an algorithm that cannot be used here: only SHA1, SHA256 and SHA512 can.",
        EntryRefusal.BadDigits =>
            $"It asks for a number of digits that no code can have: 1 to {Hotp.MaximumDigits} are possible.",
        EntryRefusal.BadPeriod => $"It asks for an impossible period: 1 to {Totp.MaximumPeriod} seconds are possible.",
        EntryRefusal.BadCounter => "Its counter is not a number from 0 up.",
        EntryRefusal.Contradiction => "It says one thing twice and differently.",
        EntryRefusal.Damaged => "It is damaged: something of it is missing.",
        _ => throw new UnreachableException(),
    };
}
