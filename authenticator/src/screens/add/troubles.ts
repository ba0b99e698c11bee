// What the add screen says when something given to it cannot be used.
import type { Said } from './taking';

export const NO_PICTURE: Said = {
  kind: 'warn', title: 'That is not a picture that this browser can show',
  text: 'Use a PNG or JPEG picture, or a screenshot.',
};
export const NO_DECODER: Said = {
  kind: 'warn', title: 'QR codes cannot be read just now',
  text:
    'The part of this app that reads them could not be loaded. '
    + 'Connect to the network and load the page again, or type the backup key.',
};
export const TOO_LARGE: Said =
  { kind: 'warn', title: 'That file is too large', text: 'Exports of other apps have at most 32 MiB.' };
export const NOT_LOADED: Said =
  { kind: 'warn', title: 'That file could not be loaded', text: 'It may have been moved: choose it again.' };
