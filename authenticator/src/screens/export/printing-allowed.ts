// The page to print opens only after the warning and the password of the export screen, once, and never by its address
// alone.
import { effect } from '@preact/signals';
import { vault } from '../../vault/vault';

let allowed = false;
effect(() => { if (vault.state.value !== 'open') allowed = false; });

export function allowPrinting(): void {
  allowed = true;
}

/** @returns Whether printing is allowed, and withdraws the permission. */
export function takePrintingAllowed(): boolean {
  const was = allowed;
  allowed = false;
  return was;
}
