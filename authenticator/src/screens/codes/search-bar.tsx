import { Icon } from '../parts/icon';
import { IconButton } from '../parts/icon-button';
import { clearSearch, walk } from './focus';
import { query } from './view';

/** @param onFirst Called on Enter, for the first row that was found. */
export function SearchBar({
  onFirst, onMore,
}: { readonly onFirst: () => void; readonly onMore: (button: HTMLButtonElement) => void }) {
  function hear(event: KeyboardEvent): void {
    if (event.key === 'Escape' && query.value !== '') clearSearch();
    else if (event.key === 'Escape') (event.target as HTMLElement).blur();
    else if (event.key === 'Enter') onFirst();
    else if (event.key === 'ArrowDown') walk('Home');
    else return;
    event.preventDefault();
  }

  return (
    <div class="search-bar" role="search">
      <div class="search">
        <Icon name="search" />
        <input
          class="input" id="search" type="text" inputmode="search" enterkeyhint="search" placeholder="Search"
          aria-label="Search accounts" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck={false}
          value={query.value} onInput={event => { query.value = event.currentTarget.value; }} onKeyDown={hear}
        />
        {query.value !== '' && <IconButton icon="close" label="Clear the search" onClick={() => void clearSearch()} />}
      </div>
      <IconButton icon="more" label="More" onClick={onMore} />
    </div>
  );
}
