// The page to print opens only behind the door of the export screen, once, and not by its address alone.
import { effect } from '@preact/signals';
import { vault } from '../../vault/vault';

let allowed = false;
effect(() => { if (vault.state.value !== 'open') allowed = false; });

export function allowPrinting(): void {
  allowed = true;
}

/** @returns Whether the door was passed; it is shut again. */
export function takePrintingAllowed(): boolean {
  const was = allowed;
  allowed = false;
  return was;
}
