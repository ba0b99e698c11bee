import type { ScreenProps } from '../late';

export function EntryScreen({ id }: ScreenProps) {
  return <h1>{id}</h1>;
}
