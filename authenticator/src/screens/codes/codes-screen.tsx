import { vault } from '../../vault/vault';

export function CodesScreen() {
  return <h1>{vault.entries.value.length}</h1>;
}
