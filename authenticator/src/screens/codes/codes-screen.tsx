// The list of codes and its surroundings.
import { useSignalEffect } from '@preact/signals';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import type { KeptEntry } from '../../core/entry';
import { vault } from '../../vault/vault';
import { Button } from '../parts/button';
import { EmptyState } from '../parts/empty-state';
import { Icon } from '../parts/icon';
import { LinkButton } from '../parts/link-button';
import { Menu } from '../parts/menu';
import { CodeList } from './code-list';
import { press } from './doings';
import { found, groupsOf, sections } from './found';
import { Groups } from './groups';
import { clearSearch } from './focus';
import { useKeys } from './keys';
import { Notices } from './notices';
import { Reorder } from './reorder';
import { RowMenu } from './row-menu';
import { SearchBar } from './search-bar';
import { Shortcuts } from './shortcuts';
import { currentId, group, ordering, query } from './view';

export function CodesScreen() {
  const entries = vault.entries.value;
  const [menu, setMenu] = useState<{ readonly entry: KeptEntry; readonly button: HTMLButtonElement }>();
  const [more, setMore] = useState<HTMLButtonElement>();
  const [help, setHelp] = useState(false);
  const { favourites, others } = useMemo(() => sections(entries), [entries]);
  const only = useMemo(() => found(entries, query.value, group.value), [entries, query.value, group.value]);
  const onMenu = useCallback((entry: KeptEntry, button: HTMLButtonElement) => setMenu({ entry, button }), []);
  useKeys(useCallback(() => setHelp(true), []));
  useGroupThatIsThere();

  const shown = [...favourites, ...others].filter(entry => !only || only.has(entry.id));
  const [first] = shown;
  if (first && !shown.some(entry => entry.id === currentId.value)) {
    queueMicrotask(() => { currentId.value = first.id; });
  }

  if (entries.length === 0) return <><h1 class="hidden-text">Codes</h1><Notices /><Nothing /></>;
  if (ordering.value) return <Reorder />;
  return (
    <div class={groupsOf(entries).length > 0 ? 'codes-page codes-page-grouped' : 'codes-page'}>
      <h1 class="hidden-text">Codes</h1>
      <div class="codes-top">
        <SearchBar onFirst={() => { if (first) void press(first); }} onMore={setMore} />
        <Groups entries={entries} />
      </div>
      <div class="codes-list">
        {query.value === '' && <Notices />}
        <p class="hidden-text" role="status">
          {only && query.value.trim() !== '' ? `${only.size === 1 ? '1 account' : `${only.size} accounts`} found` : ''}
        </p>
        <CodeList title="Favourites" titled={others.length > 0} entries={favourites} matching={only} onMenu={onMenu} />
        <CodeList
          title={favourites.length > 0 ? 'Other accounts' : 'Accounts'} titled={favourites.length > 0} entries={others}
          matching={only} onMenu={onMenu}
        />
        {only?.size === 0 && (
          <EmptyState icon="search" title="Nothing found">
            <p>
              No account
              has {query.value.trim() === '' ? 'this group' : `“${query.value.trim()}” in its names, note or groups`}
              {group.value !== '' && query.value.trim() !== '' ? ` and is in “${group.value}”` : ''}.
            </p>
            <div class="empty-actions">
              <Button variant="secondary" onClick={() => { group.value = ''; clearSearch(); }}>Show all</Button>
            </div>
          </EmptyState>
        )}
      </div>
      <a class="button button-primary add-button" href="#/add"><Icon name="add" />Add</a>
      {menu && (
        <RowMenu
          entry={entries.find(entry => entry.id === menu.entry.id) ?? menu.entry} beside={menu.button}
          onClose={() => setMenu(undefined)}
        />
      )}
      {more && (
        <Menu
          title="Codes" beside={more} onClose={() => setMore(undefined)}
          items={[
            { icon: 'order', text: 'Change the order', onChoose: () => { ordering.value = true; } },
            { icon: 'import', text: 'Import', href: '#/import' },
            { icon: 'export', text: 'Back up or export', href: '#/export' },
            { icon: 'info', text: 'Keyboard shortcuts', onChoose: () => setHelp(true) },
          ]}
        />
      )}
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </div>
  );
}

/** Leaves a group whose last account was deleted. */
function useGroupThatIsThere(): void {
  const last = useRef('');
  useSignalEffect(() => {
    if (group.value !== '' && group.value === last.current
      && !groupsOf(vault.entries.value).some(([name]) => name === group.value)) {
      group.value = '';
    }
    last.current = group.value;
  });
}

function Nothing() {
  return (
    <EmptyState icon="codes" title="No accounts yet">
      <p>Scan the QR code that a site shows, type its backup key, or bring your accounts from another app.</p>
      <div class="empty-actions">
        <LinkButton href="#/add"><Icon name="add" />Add an account</LinkButton>
        <LinkButton href="#/import" variant="secondary"><Icon name="import" />Import</LinkButton>
      </div>
    </EmptyState>
  );
}
