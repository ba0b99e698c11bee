import type { TargetedSubmitEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { KeptEntry } from '../../core/entry';
import { vault } from '../../vault/vault';
import { FigureFields } from '../add/figure-fields';
import { focusFirstWrong } from '../add/focus-first-wrong';
import type { FigureErrors } from '../add/typed-figures';
import { groupsOf } from '../codes/found';
import { forgetMade } from '../codes/view';
import { Button } from '../parts/button';
import { Choice } from '../parts/choice';
import { Field } from '../parts/field';
import { Notice } from '../parts/notice';
import { say } from '../parts/said';
import { TextArea } from '../parts/text-area';
import { changes, type Draft, draftOf } from './changes';
import { boxesOf, corrections, goesBack, type Touched } from './corrections';
import { readGroups, toggled } from './group-names';

export function EditForm({ entry }: { readonly entry: KeptEntry }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(entry));
  const form = useRef<HTMLFormElement>(null);
  const [error, setError] = useState<string>();
  const [touched, setTouched] = useState<Touched>({});
  const [wrong, setWrong] = useState<FigureErrors>({});
  const [trouble, setTrouble] = useState(false);
  const [advanced, setAdvanced] = useState(false);
  const set = (patch: Partial<Draft>): void => setDraft(before => ({ ...before, ...patch }));
  const corrected = corrections(entry, touched);
  const patch = { ...changes(entry, draft), ...corrected.patch };
  const known = groupsOf(vault.entries.value).map(([name]) => name);
  const chosen = readGroups(draft.groups);

  async function save(event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if ((patch.issuer ?? entry.issuer) === '' && (patch.account ?? entry.account) === '') {
      setError('Give it a name: the site or the account.');
      return form.current?.querySelector<HTMLInputElement>('#issuer')?.focus();
    }
    setError(undefined);
    setWrong(corrected.errors);
    // A message in a closed fold would not be seen.
    if (Object.keys(corrected.errors).length > 0) return setAdvanced(true);
    try {
      if (Object.keys(patch).length > 0 && await vault.edit(entry.id, patch) === 'already_there') {
        setError(
          'Another account here has these names and the same key. Choose another name, or delete one of the two.',
        );
        return form.current?.querySelector<HTMLInputElement>('#issuer')?.focus();
      }
      setTouched({});
      if (Object.keys(corrected.patch).length > 0) forgetMade(entry.id);
      setTrouble(false);
      say('Saved');
    } catch {
      setTrouble(true); // the disk is full, or a name is too long
    }
  }

  useLayoutEffect(() => { if (Object.keys(wrong).length > 0) focusFirstWrong(form.current); }, [wrong]);

  return (
    <form ref={form} onSubmit={event => void save(event)} noValidate>
      {trouble && (
        <div role="alert">
          <Notice kind="danger" title="Not saved">
            <p>The browser refused to store it. Shorten what is long, make room on this device, and try again.</p>
          </Notice>
        </div>
      )}
      <Field name="issuer" label="Site" value={draft.issuer} onInput={issuer => set({ issuer })} error={error} />
      <Field name="account" label="Account" value={draft.account} onInput={account => set({ account })} />
      <Field
        name="groups" label="Groups" hint="Several with commas between them" value={draft.groups}
        onInput={groups => set({ groups })}
      />
      {known.length > 0 && (
        <div class="group-choices" role="group" aria-label="Groups that are there">
          {known.map(name => (
            <button
              key={name} class="group" type="button" aria-pressed={chosen.includes(name)}
              onClick={() => set({ groups: toggled(draft.groups, name) })}
            >{name}</button>
          ))}
        </div>
      )}
      <TextArea name="note" label="Note" value={draft.note} onInput={note => set({ note })} />
      <Choice
        type="checkbox" name="favourite" id="favourite" icon="star" label="Favourite" hint="Shown before the others"
        checked={draft.favourite} onChange={() => set({ favourite: !draft.favourite })}
      />
      {entry.kind !== 'steam' && (
        <details class="advanced" open={advanced} onToggle={event => setAdvanced(event.currentTarget.open)}>
          <summary>Advanced</summary>
          <div class="flow">
            <p class="hint">Change these only when the site refuses the codes, or says so.</p>
            <FigureFields
              kind={entry.kind} typed={boxesOf(entry, touched)} errors={wrong}
              onTyped={change => { setTouched(before => ({ ...before, ...change })); setWrong({}); }}
            />
            <div role="status">
              {goesBack(entry, corrected.patch) && (
                <Notice kind="warn" title={`The counter is at ${entry.counter} now`}>
                  <p>Going back makes codes that were made before. A site that has seen a later one refuses them.</p>
                </Notice>
              )}
            </div>
          </div>
        </details>
      )}
      <p class="hidden-text" role="alert">{error}</p>
      <div class="actions"><Button type="submit">Save</Button></div>
    </form>
  );
}
