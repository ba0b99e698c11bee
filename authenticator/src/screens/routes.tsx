// What is shown at which address. The codes are there at once; every other screen is loaded when it is first opened.
import type { ComponentType } from 'preact';
import { CodesScreen } from './codes/codes-screen';
import { late, type ScreenProps } from './late';

export interface Screen {
  /** For the window and for whoever hears the page. */
  readonly title: string;
  /** form: one sheet in the middle; text: a column to read; codes: the list with its groups beside it. */
  readonly width: 'form' | 'text' | 'codes';
  readonly Show: ComponentType<ScreenProps>;
}

export const CODES: Screen = { title: 'Codes', width: 'codes', Show: CodesScreen };

/** By the first part of the address. */
export const SCREENS: Readonly<Partial<Record<string, Screen>>> = {
  '': CODES,
  add: { title: 'Add an account', width: 'form', Show: late(async () => (await import('./add/add-screen')).AddScreen) },
  import: { title: 'Import', width: 'form', Show: late(async () => (await import('./import/import-screen')).ImportScreen) },
  export: { title: 'Export', width: 'form', Show: late(async () => (await import('./export/export-screen')).ExportScreen) },
  print: { title: 'Backup keys', width: 'text', Show: late(async () => (await import('./print/print-screen')).PrintScreen) },
  entry: { title: 'Account', width: 'form', Show: late(async () => (await import('./entry/entry-screen')).EntryScreen) },
  settings: { title: 'Settings', width: 'text', Show: late(async () => (await import('./settings/settings-screen')).SettingsScreen) },
};
