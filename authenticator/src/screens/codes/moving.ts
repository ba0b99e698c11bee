/**
 * The list with one member moved. @param to Position in the result; a position outside the list means the nearest end.
 */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const rest = [...list];
  const [member] = rest.splice(from, 1);
  if (member === undefined) return list;
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, member);
  return rest;
}

/** Sorted by the order of `ids`. Members without a place in it come last, in their present order. */
export function inOrderOf<T extends { readonly id: string }>(list: readonly T[], ids: readonly string[]): readonly T[] {
  const place = new Map(ids.map((id, at) => [id, at] as const));
  const placeOf = (member: T): number => place.get(member.id) ?? ids.length;
  return [...list].sort((a, b) => placeOf(a) - placeOf(b));
}
