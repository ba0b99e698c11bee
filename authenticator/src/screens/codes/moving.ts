/** The list with one of its members at another place. @param to Place in the result; what lies outside is moved to the nearest end. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const rest = [...list];
  const [member] = rest.splice(from, 1);
  if (member === undefined) return list;
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, member);
  return rest;
}

/** In the order of `ids`; those that it does not name come last, in the order they had. */
export function inOrderOf<T extends { readonly id: string }>(list: readonly T[], ids: readonly string[]): readonly T[] {
  const place = new Map(ids.map((id, at) => [id, at] as const));
  const placeOf = (member: T): number => place.get(member.id) ?? ids.length;
  return [...list].sort((a, b) => placeOf(a) - placeOf(b));
}
