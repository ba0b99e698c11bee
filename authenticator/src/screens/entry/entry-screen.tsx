// One account: names, figures, key, and deletion.
import { keyInGroups } from '../../core/groups';
import { vault } from '../../vault/vault';
import { Letter } from '../codes/letter';
import type { ScreenProps } from '../late';
import { BackLink } from '../parts/back-link';
import { EmptyState } from '../parts/empty-state';
import { LinkButton } from '../parts/link-button';
import { Summary } from '../parts/summary';
import { Delete } from './delete';
import { EditForm } from './edit-form';
import { figures } from './figures';
import { KeyBehindDoor } from './key-behind-door';

export function EntryScreen({ id }: ScreenProps) {
  const entry = vault.entries.value.find(each => each.id === id);
  if (!entry) {
    return (
      <div class="sheet">
        <EmptyState icon="search" title="This account is not here">
          <p>It was deleted, or it belongs to another device.</p>
          <div class="empty-actions"><LinkButton href="#/">Codes</LinkButton></div>
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <BackLink href="#/" text="Codes" />
      <div class="sheet">
        <header class="entry-head">
          <Letter entry={entry} />
          <div class="entry-head-text">
            <h1>{entry.issuer || entry.account}</h1>
            {entry.issuer !== '' && entry.account !== '' && <p class="muted">{entry.account}</p>}
          </div>
        </header>
        <EditForm entry={entry} />
        <section class="entry-part" aria-labelledby="figures-title">
          <h2 id="figures-title">How its codes are made</h2>
          <Summary items={figures(entry)} />
        </section>
        <section class="entry-part" aria-labelledby="key-title">
          <h2 id="key-title">Backup key</h2>
          <KeyBehindDoor entry={entry} groups={() => keyInGroups(entry.secret).split(' ')} />
        </section>
        <section class="entry-part" aria-labelledby="delete-title">
          <h2 id="delete-title">Delete</h2>
          <Delete entry={entry} />
        </section>
      </div>
    </>
  );
}
