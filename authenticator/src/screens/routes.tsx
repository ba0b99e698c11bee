// Which screen belongs to which address. The codes load with the app; every other screen loads when first opened.
import type { ComponentType } from 'preact';
import { CodesScreen } from './codes/codes-screen';
import { late, type ScreenProps } from './late';

export interface Screen {
  /** The title of the window, also read aloud. */
  readonly title: string;
  /** form: one sheet in the middle; text: a column; codes: the list with its groups beside it. */
  readonly width: 'form' | 'text' | 'codes';
  readonly Show: ComponentType<ScreenProps>;
}

export const CODES: Screen = { title: 'Codes', width: 'codes', Show: CodesScreen };

/** Keyed by the first part of the address. */
export const SCREENS: Readonly<Partial<Record<string, Screen>>> = {
  '': CODES,
  add: { title: 'Add an account', width: 'form', Show: late(async () => (await import('./add/add-screen')).AddScreen) },
  import: {
    title: 'Import', width: 'form', Show: late(async () => (await import('./import/import-screen')).ImportScreen),
  },
  export: {
    title: 'Export', width: 'form', Show: late(async () => (await import('./export/export-screen')).ExportScreen),
  },
  print: {
    title: 'Backup keys', width: 'text', Show: late(async () => (await import('./print/print-screen')).PrintScreen),
  },
  entry: {
    title: 'Account', width: 'form', Show: late(async () => (await import('./entry/entry-screen')).EntryScreen),
  },
  settings: {
    title: 'Settings', width: 'text',
    Show: late(async () => (await import('./settings/settings-screen')).SettingsScreen),
  },
};
