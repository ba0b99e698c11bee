// The slider's calls to the server.

const PATIENCE = 15_000;         // milliseconds for a reply

export async function post(address, body) {
  try {
    const reply = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json, application/problem+json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: reply.status, json: await reply.json().catch(() => null) };
  } catch {
    return { status: 0, json: null };
  }
}

/** Words for a person about a reply that is no verdict. */
export function trouble(reply) {
  if (reply.status === 429) return 'That was quick. Wait a minute and try again.';
  if (reply.status === 0) return 'The server could not be reached. Check the connection and try again.';
  return 'The server could not check this. Try again in a moment.';
}
