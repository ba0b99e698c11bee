// Requests of the slider to the server.

const TIMEOUT = 15_000;         // milliseconds until a response must arrive

export async function post(address, body) {
  try {
    const reply = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json, application/problem+json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return { status: reply.status, json: await reply.json().catch(() => null) };
  } catch {
    return { status: 0, json: null };
  }
}

/** Message about a response that does not judge the answer. */
export function errorText(reply) {
  if (reply.status === 429) return 'That was quick. Wait a minute and try again.';
  if (reply.status === 0) return 'The server could not be reached. Check the connection and try again.';
  return 'The server could not check this. Try again in a moment.';
}
