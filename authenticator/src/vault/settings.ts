// The owner's preferences. None is secret: they are read before the vault is open.

export interface Settings {
  /** Seconds without use until the vault locks; 0 = never. */
  readonly autoLockSeconds: number;
  /** Codes are covered until tapped. */
  readonly hideCodes: boolean;
  /** Codes are blurred while the window is hidden. */
  readonly blurWhenHidden: boolean;
  /** Codes are also blurred while another window has the focus. */
  readonly blurBehindAnother: boolean;
  /** Manual: the owner sets the offset, and it is never learnt. */
  readonly clockMode: 'automatic' | 'manual';
  /** Milliseconds to add to the device's clock. */
  readonly clockOffsetMs: number;
  /** Milliseconds since the epoch: when a learnt offset was measured; null = never, or there is none. */
  readonly clockMeasuredAt: number | null;
  /** The next code is shown beside the current one in its last seconds. */
  readonly showNextCode: boolean;
  /**
   * Single keys trigger actions on the list of codes. People who dictate or mistype can turn them off (WCAG 2.2,
   * 2.1.4).
   */
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
  clockMeasuredAt: null,
  showNextCode: false,
  keyShortcuts: true,
  lastBackupAt: null,
  lastAddedAt: null,
};

/** The stored settings, with defaults for values that are absent or of a wrong type. */
export function readSettings(found: unknown): Settings {
  const stored = (typeof found === 'object' && found !== null ? found : {}) as Partial<Record<keyof Settings, unknown>>;
  const time = (value: unknown): number | null => (Number.isFinite(value) ? value as number : null);
  const {
    autoLockSeconds, hideCodes, blurWhenHidden, blurBehindAnother, clockMode, clockOffsetMs, showNextCode, keyShortcuts,
  } = stored;
  return {
    autoLockSeconds: Number.isFinite(autoLockSeconds) && (autoLockSeconds as number) >= 0
      ? autoLockSeconds as number
      : DEFAULT_SETTINGS.autoLockSeconds,
    hideCodes: typeof hideCodes === 'boolean' ? hideCodes : DEFAULT_SETTINGS.hideCodes,
    blurWhenHidden: typeof blurWhenHidden === 'boolean' ? blurWhenHidden : DEFAULT_SETTINGS.blurWhenHidden,
    blurBehindAnother: typeof blurBehindAnother === 'boolean' ? blurBehindAnother : DEFAULT_SETTINGS.blurBehindAnother,
    clockMode: clockMode === 'manual' ? 'manual' : 'automatic',
    clockOffsetMs: Number.isFinite(clockOffsetMs) ? clockOffsetMs as number : 0,
    clockMeasuredAt: time(stored.clockMeasuredAt),
    showNextCode: typeof showNextCode === 'boolean' ? showNextCode : DEFAULT_SETTINGS.showNextCode,
    keyShortcuts: typeof keyShortcuts === 'boolean' ? keyShortcuts : DEFAULT_SETTINGS.keyShortcuts,
    lastBackupAt: time(stored.lastBackupAt),
    lastAddedAt: time(stored.lastAddedAt),
  };
}
