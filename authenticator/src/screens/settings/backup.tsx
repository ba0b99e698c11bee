import { vault } from '../../vault/vault';
import { LinkButton } from '../parts/link-button';
import { Panel } from '../parts/panel';
import { Row } from '../parts/row';
import { day } from './day';

export function BackupSettings() {
  const { lastBackupAt, lastAddedAt } = vault.settings.value;
  const outdated = lastAddedAt !== null && (lastBackupAt ?? -Infinity) < lastAddedAt;
  return (
    <Panel title="Backup">
      <Row
        icon="export" title="Back up or export"
        description={lastBackupAt === null ? 'No backup was made yet.' : `Last backup ${day(lastBackupAt)}.`}
        {...(outdated
          ? { status: { kind: 'warn' as const, text: lastBackupAt === null ? 'None yet' : 'Newest account missing' } }
          : lastBackupAt === null ? {}
          : { status: { kind: 'ok' as const, text: 'Complete' } })}
        actions={<LinkButton href="#/export" variant="secondary" small label="Open back up or export">Open</LinkButton>}
      />
      <Row
        icon="import" title="Import" description="From another app, or a backup of this one."
        actions={<LinkButton href="#/import" variant="secondary" small label="Open import">Open</LinkButton>}
      />
    </Panel>
  );
}
