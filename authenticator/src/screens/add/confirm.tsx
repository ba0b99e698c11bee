// The content of a set-up code before it is stored: issuer, account, warnings, and the first code.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../core/entry';
import { isSame, keyIdentityOf } from '../../core/same';
import { tidy } from '../../core/text';
import type { EntryWarning } from '../../formats/reading';
import { warningMessage } from '../../formats/words';
import { vault } from '../../vault/vault';
import { fullName } from '../import/candidates';
import { Button } from '../parts/button';
import { Field } from '../parts/field';
import { Notice } from '../parts/notice';
import { figures } from './figures';
import { FirstCode } from './first-code';
import { focusFirstWrong } from './focus-first-wrong';

interface ConfirmProps {
  readonly entry: Entry;
  readonly warnings: readonly EntryWarning[];
  readonly onAdd: (entry: Entry) => void;
  readonly onBack: () => void;
}

export function Confirm({ entry, warnings, onAdd, onBack }: ConfirmProps) {
  const [issuer, setIssuer] = useState(entry.issuer);
  const [account, setAccount] = useState(entry.account);
  const [nameless, setNameless] = useState(false);
  // Two issuers may be intended, so this warning stands apart and shows both names.
  const others = warnings.filter(warning => warning !== 'issuers_differ');

  function add(event: Event): void {
    event.preventDefault();
    if (named.issuer === '' && named.account === '') setNameless(true);
    else onAdd(named);
  }

  const named = { ...entry, issuer: tidy(issuer), account: tidy(account) };
  const namesakes = vault.entries.value.filter(kept => kept.issuer === named.issuer && kept.account === named.account);
  // A renamed account, or a second account with the same key: only the person knows.
  const key = keyIdentityOf(entry);
  const twin = vault.entries.value.find(kept => keyIdentityOf(kept) === key && !namesakes.includes(kept));
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => focusFirstWrong(form.current), [nameless]);

  return (
    <form ref={form} class="flow" onSubmit={add} noValidate>
      {entry.labelIssuer !== undefined && (
        <Notice kind="warn" title="This code gives two names">
          <p>
            It says that it comes from “<bdi>{entry.issuer}</bdi>”, and its label says “<bdi>{entry.labelIssuer}</bdi>”.
            Add it only if you know that both belong together.
          </p>
        </Notice>
      )}
      {others.length > 0 && (
        <Notice kind="warn" title={others.length === 1 ? 'Something is unusual' : 'Some things are unusual'}>
          {others.map(warning => <p key={warning}>{warningMessage(warning)}</p>)}
        </Notice>
      )}
      {namesakes.length > 0 && (namesakes.some(kept => isSame(kept, named))
        ? <Notice kind="info" title="You have this one already"><p>Adding it again changes nothing.</p></Notice>
        : (
          <Notice kind="info" title="You have another key for this account">
            <p>If the site gave you a new one, remove the old one when the new code was accepted.</p>
          </Notice>
        ))}
      {twin && !namesakes.some(kept => isSame(kept, named)) && (
        <Notice kind="warn" title="You have this key already"><p>
          It is here as “<bdi>{fullName(twin)}</bdi>”. Adding it makes a second account of the same
          key{entry.kind === 'hotp' ? ', and their counters will part' : ''}.
        </p></Notice>
      )}
      <Field
        name="issuer" label="Site" value={issuer} onInput={setIssuer}
        {...(nameless ? { error: 'Say which site or which account this key is for.' } : {})} autoComplete="off"
      />
      <Field name="account" label="Account" value={account} onInput={setAccount} autoComplete="off" />
      <p class="muted">{figures(entry)}</p>
      <FirstCode otp={entry} />
      <div class="actions">
        <Button type="submit" variant="primary">Add</Button>
        <Button variant="plain" onClick={onBack}>Do not add</Button>
      </div>
    </form>
  );
}
