// The cost of a code compared with its one HMAC: npm run bench
import { bench, describe } from 'vitest';
import { codeAt } from '../../src/core/codes';
import type { Otp } from '../../src/core/entry';

const otp: Otp = {
  kind: 'totp', secret: crypto.getRandomValues(new Uint8Array(20)), issuer: 'A', account: 'b', algorithm: 'sha1',
  digits: 6, period: 30, counter: 0n,
};
const key = await crypto.subtle.importKey('raw', otp.secret, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
const message = new Uint8Array(8);
let step = 57_000_000n;

describe('a code', () => {
  bench('codeAt', async () => { await codeAt(otp, step++); });
  bench('the HMAC alone, the floor', async () => { await crypto.subtle.sign('HMAC', key, message); });
});
