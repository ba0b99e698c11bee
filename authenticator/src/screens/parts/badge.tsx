/** The text carries the meaning too, not only the colour. */
export function Badge({
  kind = 'neutral', text,
}: { readonly kind?: 'neutral' | 'info' | 'ok' | 'warn' | 'danger'; readonly text: string }) {
  return <span class={`badge badge-${kind}`}>{text}</span>;
}
