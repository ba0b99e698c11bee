// What the compiler does not check. Each rule that is switched off or loosened has its reason beside it.
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const FROM_THE_EDGE = 'Take the time and randomness from src/edges/device.ts: nothing else may read them.';
const read = (object, property) => ({ object, property, message: FROM_THE_EDGE });

export default tseslint.config(
  { ignores: ['dist/'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      'max-len': ['error', { code: 120, ignoreUrls: true }],

      // The compiler cannot see that an index is within its loop's bounds; noUncheckedIndexedAccess finds the others.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An async function that awaits nothing rejects instead of throwing, as callers of a promise expect.
      '@typescript-eslint/require-await': 'off',
      // A number has one spelling in a text.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Spreading a string gives its code points, which is what is meant here.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // `() => act()` is how handlers are written, and `return act();` how a function ends early.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // `{ id, ...rest }` is how a member is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/edges/**'],
    rules: {
      'no-restricted-properties': [
        'error', read('Date', 'now'), read('performance', 'now'), read('Math', 'random'),
        read('crypto', 'getRandomValues'), read('crypto', 'randomUUID'),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: FROM_THE_EDGE },
        { selector: 'CallExpression[callee.name="Date"]', message: FROM_THE_EDGE },
      ],
    },
  },
  {
    files: ['tests/**'],
    rules: {
      // Matchers such as expect.any(String) have the type any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // Scripts of the build run in Node.js and have no types.
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
);
