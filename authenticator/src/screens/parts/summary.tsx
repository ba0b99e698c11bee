import type { ComponentChildren } from 'preact';

export function Summary({
  items,
}: { readonly items: readonly { readonly term: string; readonly value: ComponentChildren }[] }) {
  return (
    <dl class="summary">
      {items.map(({ term, value }) => (
        <div key={term} class="summary-item">
          <dt>{term}</dt>
          <dd class="summary-value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
