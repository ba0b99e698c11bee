using System.ComponentModel.DataAnnotations;
using Sparekey.Core;
using Sparekey.Core.Recovery;

namespace Sparekey.Edges.Configuration;

/// <summary>
/// Everything that an operator can set, under <c>Sparekey</c> in <c>sparekey.json</c> or as <c>SPAREKEY__NAME</c> in
/// the environment. Annotated in deploy/sparekey.example.json; checked at start by <see cref="SettingsCheck"/>.
/// </summary>
public sealed class Settings
{
    /// <summary>
    /// <c>development</c> or <c>production</c>. Development listens on loopback only and shows messages at /dev/inbox.
    /// </summary>
    public Mode Mode { get; set; } = Mode.Production;

    public Profile Profile { get; set; } = Profile.Exchange;

    /// <summary>Address that browsers use. Links in messages are built from it and from nothing else.</summary>
    public Uri Origin { get; set; } = new("http://127.0.0.1:5080");

    /// <summary>Address to listen on.</summary>
    public string Listen { get; set; } = "http://127.0.0.1:5080";

    /// <summary>Folder of the embedded database, the key ring and, in development, the inbox.</summary>
    public string Data { get; set; } = "data";

    /// <summary>
    /// Empty: the embedded database in <see cref="Data"/>. Otherwise the connection string of a PostgreSQL, which any
    /// number of nodes may share. Holds a password.
    /// </summary>
    public string Database { get; set; } = "";

    /// <summary>
    /// The service's name as people know it, for messages and authenticator apps. At most 40 characters, no colon.
    /// </summary>
    [StringLength(40, MinimumLength = 1), RegularExpression("[^:]+")]
    public string ServiceName { get; set; } = "Sparekey";

    /// <summary>
    /// Where people turn to when stuck, shown in messages and on pages. Text or address; may be empty.
    /// </summary>
    [StringLength(200)]
    public string Support { get; set; } = "";

    /// <summary>Reverse proxies whose X-Forwarded-For counts. Addresses; empty: none.</summary>
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>Argon2id computations at once, 19 MiB each. 0: one per core.</summary>
    [Range(0, 64)]
    public int HashingSlots { get; set; }

    /// <summary>
    /// How long a full line for password hashing or for a captcha's picture takes to be worked off; whoever comes then
    /// is told to come back. Default 0.6 s; 0.1 s to 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan LongestLine { get; set; } = TimeSpan.FromSeconds(0.6);

    public CaptchaSettings Captcha { get; set; } = new();

    public SessionSettings Sessions { get; set; } = new();

    public DeliverySettings Delivery { get; set; } = new();

    public SendLimitSettings SendLimits { get; set; } = new();

    public RecoverySettings Recovery { get; set; } = new();

    public DocumentSettings Documents { get; set; } = new();

    /// <summary>The profile's numbers with what was overridden.</summary>
    public ProfileNumbers Numbers => ProfileNumbers.Of(Profile);
}

public enum Mode { Development, Production }

public sealed class CaptchaSettings
{
    /// <summary>How long a picture and the token won from it live. Default 120 s; 30 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "00:10:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Zero bits that the proof of work asks for. 22 is 1 to 2 s in a browser on a computer, more on a phone; 4 to 28.
    /// </summary>
    [Range(4, 28)]
    public int Bits { get; set; } = 22;
}

public sealed class SessionSettings
{
    /// <summary>Without a request for so long a session ends. Default 15 min; 2 min to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:02:00", "01:00:00")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A session never lives longer. Default 12 h; 15 min to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:15:00", "1.00:00:00")]
    public TimeSpan Absolute { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How fresh a sign-in or step-up must be to change factors. Default 5 min; 1 to 15 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "00:15:00")]
    public TimeSpan StepUp { get; set; } = TimeSpan.FromMinutes(5);
}

public sealed class DeliverySettings
{
    /// <summary><c>none</c>, or <c>files</c> (development only: messages become files shown at /dev/inbox).</summary>
    public DeliveryKind Kind { get; set; } = DeliveryKind.None;
}

public enum DeliveryKind { None, Files }

/// <summary>How many messages may go out. A message that is held back answers like one that was sent.</summary>
public sealed class SendLimitSettings
{
    /// <summary>To one address or number, an hour. Default 5; 1 to 100.</summary>
    [Range(1, 100)]
    public int PerAddressHour { get; set; } = 5;

    /// <summary>To one address or number, a day. Default 10; 1 to 1000.</summary>
    [Range(1, 1000)]
    public int PerAddressDay { get; set; } = 10;

    /// <summary>For one account, a day. Default 10 for SMS and voice; 1 to 1000.</summary>
    [Range(1, 1000)]
    public int PerAccountDay { get; set; } = 10;

    /// <summary>Asked for from one network (/24 or /48), an hour. Default 20; 1 to 100000.</summary>
    [Range(1, 100_000)]
    public int PerNetworkHour { get; set; } = 20;
}

public sealed class RecoverySettings
{
    /// <summary>
    /// Within how long a reviewer is expected to decide; shown to the holder and as due time. Default 24 h; 1 h to 14
    /// days.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "14.00:00:00")]
    public TimeSpan ReviewTarget { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long withdrawals stay off after a factor was removed or replaced. Default 24 h; 24 h to 30 days.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "30.00:00:00")]
    public TimeSpan FactorChangeHold { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// What each account must show for each loss, first matching row decides; empty: the table of the profile. Refused
    /// at start with the row named where it could lock people out or let thieves in.</summary>
    public List<PolicyRowOptions> Policy { get; set; } = [];

    /// <summary>The table in force, or what is wrong with the configured one.</summary>
    public PolicyReading ReadPolicy(Profile profile) =>
        Policy.Count > 0
            ? PolicyReading.Read(Policy)
            : new PolicyReading.Usable(profile == Profile.Strict ? RecoveryPolicy.Strict : RecoveryPolicy.Default);
}

public sealed class DocumentSettings
{
    /// <summary>How long pictures are kept after the decision. Default 30 days; 1 to 365 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);
}
