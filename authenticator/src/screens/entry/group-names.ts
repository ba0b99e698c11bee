import { composed } from '../../core/text';

/** Names between commas, without repetitions, in their order. */
export function readGroups(text: string): readonly string[] {
  return [...new Set(composed(text).split(',').map(name => name.trim()).filter(name => name !== ''))];
}

/** Adds a name to the text, or removes it. */
export function toggled(text: string, name: string): string {
  const names = readGroups(text);
  return (names.includes(name) ? names.filter(each => each !== name) : [...names, name]).join(', ');
}
