// The ways to add, one below the other: first the camera, then a picture or file, then the typed key.
import type { Entry } from '../../core/entry';
import type { Decoder } from '../../edges/decoder';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { LinkButton } from '../parts/link-button';
import { ByHandForm } from './by-hand-form';
import { GatheringPanel } from './gathering-panel';
import { Scanner } from './scanner';
import type { Basket, Source } from './taking';

interface WaysProps {
  readonly decoder: () => Decoder;
  readonly scanning: boolean;
  /** A picture is being read. */
  readonly looking: boolean;
  readonly basket: Basket;
  readonly pastedKey: string;
  readonly onScan: (on: boolean) => void;
  readonly onTexts: (texts: readonly string[], source: Source) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onTyped: (entry: Entry) => void;
  readonly onUse: () => void;
  readonly onDropBasket: () => void;
}

export function Ways({
  decoder, scanning, looking, basket, pastedKey, onScan, onTexts, onFiles, onTyped, onUse, onDropBasket,
}: WaysProps) {
  return (
    <>
      {basket.parts.length > 0 && <GatheringPanel basket={basket} onUse={onUse} onDrop={onDropBasket} />}
      {scanning && (
        <Scanner decoder={decoder()} onTexts={texts => onTexts(texts, 'camera')} onStop={() => onScan(false)} />
      )}
      <div class="ways">
        {!scanning && (
          <Button variant="primary" onClick={() => onScan(true)}><Icon name="camera" />Scan with the camera</Button>
        )}
        <div class="picture">
          <input
            class="picture-input" id="picture" type="file" accept="image/*" multiple aria-describedby="picture-hint"
            onChange={event => {
              const files = [...event.currentTarget.files ?? []];
              event.currentTarget.value = ''; // allows choosing the same picture again
              if (files.length > 0) onFiles(files);
            }}
          />
          <label class="button button-secondary" for="picture">Choose a picture</label>
        </div>
        <p class="hint" id="picture-hint">Or drop or paste a picture, a text or a file anywhere on this page.</p>
      </div>
      {looking && (
        <div class="busy" role="status">
          <progress class="busy-bar" aria-label="Looking for QR codes" />
          <p>Looking for QR codes.</p>
        </div>
      )}
      <section class="way" aria-labelledby="way-key">
        <h2 id="way-key">Type the backup key</h2>
        <ByHandForm key={pastedKey} pasted={pastedKey} onAdd={onTyped} onAddress={text => onTexts([text], 'text')} />
      </section>
      <section class="way" aria-labelledby="way-import">
        <h2 id="way-import">From another app</h2>
        <p>Exports of Aegis, 2FAS, Google Authenticator, Bitwarden, Ente, Stratum, andOTP and FreeOTP+ can be read.</p>
        <LinkButton href="#/import" variant="secondary">Import a file</LinkButton>
      </section>
    </>
  );
}
