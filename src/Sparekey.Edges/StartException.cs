namespace Sparekey.Edges;

/// <summary>
/// The server cannot start. The message is one line that says what to do. It is printed without a stack trace; the exit
/// code is 1.
/// </summary>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
