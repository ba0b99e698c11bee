import { composed } from '../../core/text';

/** Names between commas, each once, in their order. */
export function readGroups(text: string): readonly string[] {
  return [...new Set(composed(text).split(',').map(name => name.trim()).filter(name => name !== ''))];
}

/** The text with a name added, or taken out where it was. */
export function toggled(text: string, name: string): string {
  const names = readGroups(text);
  return (names.includes(name) ? names.filter(each => each !== name) : [...names, name]).join(', ');
}
