/** The list with one of its members at another place. @param to Place in the result; what lies outside is moved to the nearest end. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const rest = [...list];
  const [member] = rest.splice(from, 1);
  if (member === undefined) return list;
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, member);
  return rest;
}
