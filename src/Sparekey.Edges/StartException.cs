namespace Sparekey.Edges;

/// <summary>
/// Why the server cannot start, as one line that says what to do. Printed without a stack trace; the exit code is 1.
/// </summary>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
