namespace Sparekey.Core;

/// <summary>One node reads times that another node wrote, and their clocks differ.</summary>
public static class Clocks
{
    /// <summary>
    /// Two events may seem to be in the wrong order by this much. The clocks of nodes differ by at most 1 s; another
    /// second is for the time between reading the clock and sending a statement. Nothing may depend on the order of two
    /// events this close: the database decides which of two claims wins.
    /// </summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);
}
