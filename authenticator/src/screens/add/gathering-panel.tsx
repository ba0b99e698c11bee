// Progress of scanning Google's export. An incomplete export can be used: a person with a broken phone gets what there
// is.
import { Button } from '../parts/button';
import { progress } from './gathering';
import type { Basket } from './taking';

interface GatheringPanelProps {
  readonly basket: Basket;
  readonly onUse: () => void;
  readonly onDrop: () => void;
}

export function GatheringPanel({ basket, onUse, onDrop }: GatheringPanelProps) {
  const { words, items } = progress(basket.parts);
  const all = basket.parts[0]?.batchSize ?? 0;
  const count = items.length + basket.items.length;
  return (
    <section class="gathering" aria-label="Export of Google Authenticator">
      <p class="gathering-words" role="status">{words}</p>
      <div class="steps-bar" aria-hidden="true">
        {Array.from({ length: Math.min(all, 40) }, (_, index) => (
          <span
            key={index}
            class={basket.parts.some(part => part.batchIndex === index) ? 'steps-part steps-part-done' : 'steps-part'}
          />
        ))}
      </div>
      <p class="hint">In Google Authenticator, press Next to show the next part. The order does not matter.</p>
      <div class="scanner-tools">
        <Button variant="secondary" small onClick={onUse}>
          {count === 1 ? 'Go on with the 1 account so far' : `Go on with the ${count} accounts so far`}
        </Button>
        <Button variant="plain" small onClick={onDrop}>Start again</Button>
      </div>
    </section>
  );
}
