import type { Entry, KeptEntry } from '../../core/entry';
import { composed, tidy } from '../../core/text';
import { readGroups } from './group-names';

/** The contents of the form. */
export interface Draft {
  readonly issuer: string;
  readonly account: string;
  readonly groups: string;
  readonly note: string;
  readonly favourite: boolean;
}

export function draftOf({ issuer, account, groups, note, favourite }: KeptEntry): Draft {
  return { issuer, account, groups: groups.join(', '), note, favourite };
}

/** Only changed fields: a counter that advances in the meantime is not set back. */
export function changes(entry: KeptEntry, draft: Draft): Partial<Entry> {
  const [issuer, account, note, groups] =
    [tidy(draft.issuer), tidy(draft.account), composed(draft.note).trim(), readGroups(draft.groups)];
  return {
    ...(issuer === entry.issuer ? {} : { issuer }),
    ...(account === entry.account ? {} : { account }),
    ...(note === entry.note ? {} : { note }),
    ...(groups.join('\n') === entry.groups.join('\n') ? {} : { groups }),
    ...(draft.favourite === entry.favourite ? {} : { favourite: draft.favourite }),
  };
}
