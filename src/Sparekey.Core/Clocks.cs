namespace Sparekey.Core;

/// <summary>What was written on one node is read on another, whose clock is not quite the same.</summary>
public static class Clocks
{
    /// <summary>
    /// What is asked whether it came after something else may seem to come before it by so much. Nodes are kept within
    /// 1 s of each other, and a second more is for the moment at which a statement was sent. Nothing may depend on an
    /// order within it: what counts once is claimed in the database.
    /// </summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);
}
