using System.ComponentModel.DataAnnotations;
using Sparekey.Core;
using Sparekey.Core.Recovery;

namespace Sparekey.Edges.Configuration;

/// <summary>
/// The settings of the operator: under <c>Sparekey</c> in <c>sparekey.json</c>, or as <c>SPAREKEY__NAME</c> in the
/// environment. deploy/sparekey.example.json explains them; <see cref="SettingsCheck"/> checks them at the start.
/// </summary>
public sealed class Settings
{
    /// <summary>
    /// <c>development</c> or <c>production</c>. A development server listens on loopback only and shows all messages at
    /// /dev/inbox.
    /// </summary>
    public Mode Mode { get; set; } = Mode.Production;

    public Profile Profile { get; set; } = Profile.Exchange;

    /// <summary>Address that browsers use. Links in messages are built from this address only.</summary>
    public Uri Origin { get; set; } = new("http://127.0.0.1:5080");

    /// <summary>Address on which the server listens.</summary>
    public string Listen { get; set; } = "http://127.0.0.1:5080";

    /// <summary>Folder of the embedded database, the key ring and, in development, the inbox.</summary>
    public string Data { get; set; } = "data";

    /// <summary>
    /// Empty: the embedded database in <see cref="Data"/>. Otherwise the connection string of a PostgreSQL, which any
    /// number of nodes may share. The string contains a password.
    /// </summary>
    public string Database { get; set; } = "";

    /// <summary>
    /// Name of the service for people, in messages and authenticator apps. At most 40 characters, no colon.
    /// </summary>
    [StringLength(40, MinimumLength = 1), Without(':')]
    public string ServiceName { get; set; } = "Sparekey";

    /// <summary>
    /// Contact for people who need help, shown in messages and on pages. Text or address; may be empty.
    /// </summary>
    [StringLength(200)]
    public string Support { get; set; } = "";

    /// <summary>IP addresses of the reverse proxies whose X-Forwarded-For is trusted. Empty: none.</summary>
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>Number of simultaneous Argon2id computations, 19 MiB each. 0: one for each core; at most 64.</summary>
    [Range(0, 64)]
    public int HashingSlots { get; set; }

    /// <summary>
    /// Time in which a full queue for password hashing or for captcha pictures is worked off. Further requests are
    /// answered 503 with <c>Retry-After</c>. Default 0.6 s; 0.1 s to 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan LongestLine { get; set; } = TimeSpan.FromSeconds(0.6);

    public CaptchaSettings Captcha { get; set; } = new();

    public SessionSettings Sessions { get; set; } = new();

    public DeliverySettings Delivery { get; set; } = new();

    public SendLimitSettings SendLimits { get; set; } = new();

    public RecoverySettings Recovery { get; set; } = new();

    public DocumentSettings Documents { get; set; } = new();

    /// <summary>The numbers of the profile.</summary>
    public ProfileNumbers Numbers => ProfileNumbers.Of(Profile);
}

public enum Mode { Development, Production }

public sealed class CaptchaSettings
{
    /// <summary>Lifetime of a captcha and of its token. Default 120 s; 30 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "00:10:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Number of zero bits that the proof of work requires. Default 22, which takes 1 to 2 s in a browser on a computer
    /// and longer on a phone; 4 to 28.
    /// </summary>
    [Range(4, 28)]
    public int Bits { get; set; } = 22;
}

public sealed class SessionSettings
{
    /// <summary>A session ends after this time without a request. Default 15 min; 2 min to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:02:00", "01:00:00")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Maximum lifetime of a session. Default 12 h; 15 min to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:15:00", "1.00:00:00")]
    public TimeSpan Absolute { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Maximum age of the sign-in or step-up when factors are changed. Default 5 min; 1 to 15 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "00:15:00")]
    public TimeSpan StepUp { get; set; } = TimeSpan.FromMinutes(5);
}

public sealed class DeliverySettings
{
    /// <summary>
    /// <c>none</c>, or <c>files</c> (development only: messages are written to files, which /dev/inbox shows).
    /// </summary>
    public DeliveryKind Kind { get; set; } = DeliveryKind.None;
}

public enum DeliveryKind { None, Files }

/// <summary>Send limits. The response is the same whether a message is sent or not.</summary>
public sealed class SendLimitSettings
{
    /// <summary>Messages to one email address or phone number in an hour. Default 5; 1 to 100.</summary>
    [Range(1, 100)]
    public int PerAddressHour { get; set; } = 5;

    /// <summary>Messages to one email address or phone number in a day. Default 10; 1 to 1000.</summary>
    [Range(1, 1000)]
    public int PerAddressDay { get; set; } = 10;

    /// <summary>SMS and voice calls for one account in a day. Default 10; 1 to 1000.</summary>
    [Range(1, 1000)]
    public int PerAccountDay { get; set; } = 10;

    /// <summary>Messages requested from one network (/24 or /48) in an hour. Default 20; 1 to 100000.</summary>
    [Range(1, 100_000)]
    public int PerNetworkHour { get; set; } = 20;
}

public sealed class RecoverySettings
{
    /// <summary>
    /// Expected time until a reviewer decides; shown to the holder, and to reviewers as the due time. Default 24 h; 1 h
    /// to 14 days.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "14.00:00:00")]
    public TimeSpan ReviewTarget { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Duration of the hold after a factor was removed or replaced. Default 24 h; 24 h to 30 days.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "30.00:00:00")]
    public TimeSpan FactorChangeHold { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The recovery policy: the first row that matches decides. Empty: the table of the profile. The start is refused
    /// if a row could lock people out or let thieves in; the message names the row.
    /// </summary>
    public List<PolicyRowOptions> Policy { get; set; } = [];

    /// <summary>The policy in force, or the problems of the configured one.</summary>
    public PolicyReading ReadPolicy(Profile profile) =>
        Policy.Count > 0
            ? PolicyReading.Read(Policy)
            : new PolicyReading.Usable(profile == Profile.Strict ? RecoveryPolicy.Strict : RecoveryPolicy.Default);
}

public sealed class DocumentSettings
{
    /// <summary>Time for which pictures are kept after the decision. Default 30 days; 1 to 365 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);
}
