import type { Decoder } from '../../edges/decoder';

/** Milliseconds between two frames: fast enough for a hand, slow enough to keep a phone cool. */
const PAUSE = 100;

/** Gives the decoder one frame after the other, never two at once. */
export function watchFrames(
  screen: HTMLVideoElement, decoder: Decoder, onTexts: (texts: readonly string[]) => void, onBroken: () => void,
): { stop(): void } {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout>;

  async function look(): Promise<void> {
    if (screen.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && screen.videoWidth > 0 && !document.hidden) {
      // A frame may be missing for a moment, for example while the camera turns. The next frame follows.
      const frame = await createImageBitmap(screen).catch(() => undefined);
      const answer = frame && !stopped ? await decoder.readFrame(frame) : undefined;
      if (stopped) return;
      if (answer?.outcome === 'failed') return onBroken();
      if (answer?.outcome === 'read' && answer.texts.length > 0) onTexts(answer.texts);
    }
    if (!stopped) timer = setTimeout(() => void look(), PAUSE);
  }

  void look();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
