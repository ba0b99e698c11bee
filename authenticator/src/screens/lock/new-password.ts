// Rules for a new password: long instead of complex (NIST SP 800-63B-4 section 3.1.1.2 asks for 15 characters where
// nothing else protects, and for at least 8).

const SHORTEST = 8; // characters
const ADVISED = 12; // characters

export type NewPasswordErrors = { readonly password?: string; readonly repeated?: string };

/** Characters as people count them: one outside the basic plane counts once. */
export function length(password: string): number {
  return [...password].length;
}

export function objections(password: string, repeated: string): NewPasswordErrors {
  if (password === '') return { password: 'Choose a password.' };
  if (length(password) < SHORTEST) {
    return { password: `Use ${SHORTEST} characters or more. Several words make a good password.` };
  }
  if (repeated !== password) {
    return { repeated: repeated === ''
      ? 'Type the password once more.'
      : 'The two are not the same. Type the password once more.' };
  }
  return {};
}

/** One line below the box. It never forbids anything. */
export function strengthHint(password: string): string {
  const characters = length(password);
  if (characters === 0) return `${ADVISED} characters or more are good: several words that you can remember.`;
  if (characters < SHORTEST) return `${SHORTEST - characters} more, and it can be used.`;
  if (new Set(password).size < 5) return 'It repeats itself. A mix of words is harder to guess.';
  if (characters < ADVISED) return `It can be used. ${ADVISED - characters} more make it much harder to guess.`;
  return 'A good length.';
}
