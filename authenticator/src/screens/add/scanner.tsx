// The live camera: frames go to the decoder one at a time, until the person stops or enough was read.
import { useEffect, useRef, useState } from 'preact/hooks';
import { openCamera, type Camera } from '../../edges/camera';
import type { Decoder } from '../../edges/decoder';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { NoCamera, type WhyNoCamera } from './no-camera';
import { watchFrames } from './watch-frames';

interface ScannerProps {
  readonly decoder: Decoder;
  /** Called for every frame with a code, repeatedly while the code is in view. */
  readonly onTexts: (texts: readonly string[]) => void;
  readonly onStop: () => void;
}

type Sight =
  | { readonly at: 'asking' }
  | { readonly at: 'open'; readonly camera: Camera }
  | { readonly at: 'closed'; readonly why: WhyNoCamera };

export function Scanner({ decoder, onTexts, onStop }: ScannerProps) {
  const [sight, setSight] = useState<Sight>({ at: 'asking' });
  const [wanted, setWanted] = useState<{ readonly id?: string; readonly attempt: number }>({ attempt: 0 });
  const [lit, setLit] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef(onTexts);
  told.current = onTexts;

  useEffect(() => {
    let left = false;
    let camera: Camera | undefined;
    setSight({ at: 'asking' });
    setLit(false);
    void openCamera(wanted.id).then(answer => {
      if (answer.outcome !== 'open') {
        if (!left) setSight({ at: 'closed', why: answer.outcome });
      } else if (left) {
        answer.camera.stop();
      } else {
        camera = answer.camera;
        camera.onEnded(() => setSight({ at: 'closed', why: 'busy' }));
        setSight({ at: 'open', camera });
      }
    });
    return () => {
      left = true;
      camera?.stop();
    };
  }, [wanted]);

  useEffect(() => {
    const screen = video.current;
    if (sight.at !== 'open' || !screen) return;
    screen.srcObject = sight.camera.stream;
    // Fails only if the element goes away first, or if the browser requires a tap: then its own controls are shown.
    screen.play().catch(() => { screen.controls = true; });
    const fail = (): void => setSight({ at: 'closed', why: 'no_decoder' });
    const watch = watchFrames(screen, decoder, texts => told.current(texts), fail);
    return () => {
      watch.stop();
      screen.srcObject = null;
    };
  }, [sight, decoder]);

  function open(id?: string): void {
    setWanted({ ...(id === undefined ? {} : { id }), attempt: wanted.attempt + 1 });
  }

  async function turnLight(of: Camera): Promise<void> {
    if (await of.light(!lit)) setLit(!lit);
  }

  if (sight.at === 'closed') {
    return <NoCamera why={sight.why} onAgain={() => open()} />;
  }

  const camera = sight.at === 'open' ? sight.camera : undefined;
  const others = camera && camera.all.length > 1 ? camera.all : undefined;
  return (
    <div class="scanner">
      <div class="scanner-view">
        <video ref={video} class="scanner-video" playsInline muted aria-label="What the camera sees" />
        {camera ? <span class="scanner-aim" aria-hidden="true" /> : (
          <p class="scanner-asking" role="status">
            <Icon name="camera" />Waiting for the camera. Your browser may ask for permission.
          </p>
        )}
      </div>
      <div class="scanner-tools">
        {camera?.hasTorch && (
          <Button variant="secondary" small pressed={lit} onClick={() => void turnLight(camera)}>
            {lit ? 'Light off' : 'Light on'}
          </Button>
        )}
        {camera && others && (
          <Button variant="secondary" small onClick={() => open(next(others, camera.id))}>Other camera</Button>
        )}
        <Button variant="secondary" small onClick={onStop}>Stop the camera</Button>
      </div>
    </div>
  );
}

function next(cameras: readonly string[], id: string): string {
  return cameras[(cameras.indexOf(id) + 1) % cameras.length]!;
}
