import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';

/** The browser's database cannot be used, so nothing else in the app would work. */
export function TroubleScreen() {
  return (
    <div class="sheet">
      <h1>This browser does not let the app store anything</h1>
      <p class="lead">The accounts are kept in this browser's own database, and it cannot be opened.</p>
      <Notice kind="warn" title="What you can do">
        <p>
          Leave private browsing, allow this site to store data, or close other windows of the app and load it again.
          Nothing was deleted.
        </p>
      </Notice>
      <p class="muted">The browser says: {vault.trouble.value}</p>
      <div class="actions"><Button onClick={() => location.reload()}>Load again</Button></div>
    </div>
  );
}
