// How the owner wants the app. None of it is secret: it is read before the vault is open.

export interface Settings {
  /** Seconds without a touch until the vault locks; 0 = never. */
  readonly autoLockSeconds: number;
  /** Codes are covered until tapped. */
  readonly hideCodes: boolean;
  /** Codes are blurred while the window is out of sight. */
  readonly blurWhenHidden: boolean;
  /** Codes are blurred also while another window is in front. */
  readonly blurBehindAnother: boolean;
  /** Manual: the offset is the owner's, and is never learnt. */
  readonly clockMode: 'automatic' | 'manual';
  /** Milliseconds to add to the device's clock. */
  readonly clockOffsetMs: number;
  /** The next code is shown beside the current one in its last seconds. */
  readonly showNextCode: boolean;
  /** Single keys do things on the list of codes. Whoever dictates, or types by accident, can turn them off (WCAG 2.2, 2.1.4). */
  readonly keyShortcuts: boolean;
  /** Milliseconds since the epoch; null = never. */
  readonly lastBackupAt: number | null;
  readonly lastAddedAt: number | null;
}

export const DEFAULT_SETTINGS: Settings = {
  autoLockSeconds: 300,
  hideCodes: false,
  blurWhenHidden: true,
  blurBehindAnother: false,
  clockMode: 'automatic',
  clockOffsetMs: 0,
  showNextCode: false,
  keyShortcuts: true,
  lastBackupAt: null,
  lastAddedAt: null,
};

/** What was stored, each value replaced by its default where it is absent or of another type. */
export function readSettings(found: unknown): Settings {
  const stored = (typeof found === 'object' && found !== null ? found : {}) as Partial<Record<keyof Settings, unknown>>;
  const time = (value: unknown): number | null => (Number.isFinite(value) ? value as number : null);
  const { autoLockSeconds, hideCodes, blurWhenHidden, blurBehindAnother, clockMode, clockOffsetMs, showNextCode, keyShortcuts } = stored;
  return {
    autoLockSeconds: Number.isFinite(autoLockSeconds) && (autoLockSeconds as number) >= 0 ? autoLockSeconds as number : DEFAULT_SETTINGS.autoLockSeconds,
    hideCodes: typeof hideCodes === 'boolean' ? hideCodes : DEFAULT_SETTINGS.hideCodes,
    blurWhenHidden: typeof blurWhenHidden === 'boolean' ? blurWhenHidden : DEFAULT_SETTINGS.blurWhenHidden,
    blurBehindAnother: typeof blurBehindAnother === 'boolean' ? blurBehindAnother : DEFAULT_SETTINGS.blurBehindAnother,
    clockMode: clockMode === 'manual' ? 'manual' : 'automatic',
    clockOffsetMs: Number.isFinite(clockOffsetMs) ? clockOffsetMs as number : 0,
    showNextCode: typeof showNextCode === 'boolean' ? showNextCode : DEFAULT_SETTINGS.showNextCode,
    keyShortcuts: typeof keyShortcuts === 'boolean' ? keyShortcuts : DEFAULT_SETTINGS.keyShortcuts,
    lastBackupAt: time(stored.lastBackupAt),
    lastAddedAt: time(stored.lastAddedAt),
  };
}
