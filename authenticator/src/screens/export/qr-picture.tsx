import { useMemo } from 'preact/hooks';
import { drawQr, QUIET_ZONE } from '../../edges/qr';

interface QrPictureProps {
  readonly text: string;
  readonly label: string;
  /** As wide as the sheet: a code with ten accounts has 125 modules a side or more. */
  readonly large?: boolean;
}

/** Dark on light in both colour schemes: many scanners cannot read the reverse. */
export function QrPicture({ text, label, large = false }: QrPictureProps) {
  const drawn = useMemo(() => drawQr(text), [text]);
  if (drawn.outcome === 'too_long') return <p class="qr-none">Too long for a QR code: use the key beside it.</p>;
  const { size, path } = drawn.qr;
  const side = size + 2 * QUIET_ZONE;
  return (
    <div class={large ? 'qr qr-large' : 'qr'}>
      <svg
        viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`} role="img" aria-label={label}
        shape-rendering="crispEdges"
      ><path d={path} /></svg>
    </div>
  );
}
