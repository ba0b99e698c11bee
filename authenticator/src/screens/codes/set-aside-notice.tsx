import { vault } from '../../vault/vault';
import { LinkButton } from '../parts/link-button';
import { Notice } from '../parts/notice';

export function SetAsideNotice() {
  const count = vault.setAside.value.length;
  if (count === 0) return null;
  return (
    <Notice
      kind="danger" title={count === 1 ? 'One account is damaged' : `${count} accounts are damaged`}
      actions={<LinkButton href="#/settings" variant="secondary" small>See what can be done</LinkButton>}
    >
      <p>{count === 1 ? 'It was set aside. All others are whole.' : 'They were set aside. All others are whole.'}</p>
    </Notice>
  );
}
