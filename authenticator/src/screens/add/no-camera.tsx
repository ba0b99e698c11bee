// What to do without the camera. Each text names a way that needs no camera.
import type { CameraAnswer } from '../../edges/camera';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';

export type WhyNoCamera = Exclude<CameraAnswer['outcome'], 'open'> | 'no_decoder';

const WORDS: Readonly<Record<WhyNoCamera, { readonly title: string; readonly text: string }>> = {
  denied: {
    title: 'The camera is blocked for this page',
    text:
      'Allow it in the settings of this site (in most browsers the sign at the left of the address), or in the '
      + 'settings of your device, then try again. You can also use a picture of the QR code, or type the backup key.',
  },
  absent: {
    title: 'No camera was found',
    text:
      'Take a picture or a screenshot of the QR code and open it here, or type the backup key that the site shows '
      + 'beside it.',
  },
  busy: {
    title: 'The camera could not be started',
    text:
      'Another program may be using it. Close that and try again, or use a picture of the QR code, or type the backup '
      + 'key.',
  },
  insecure: {
    title: 'The camera cannot be used on this page',
    text:
      'Browsers give the camera only to pages that came over https. '
      + 'Open the authenticator by its https address, or use a picture of the QR code, or type the backup key.',
  },
  no_decoder: {
    title: 'QR codes cannot be read just now',
    text:
      'The part of this app that reads them could not be loaded. '
      + 'Connect to the network and load the page again, or type the backup key.',
  },
};

export function NoCamera({ why, onAgain }: { readonly why: WhyNoCamera; readonly onAgain: () => void }) {
  const { title, text } = WORDS[why];
  return (
    <div class="flow" role="alert">
      <Notice kind="warn" title={title}><p>{text}</p></Notice>
      {(why === 'denied' || why === 'busy' || why === 'absent') && (
        <Button variant="secondary" onClick={onAgain}>Try the camera again</Button>
      )}
    </div>
  );
}
