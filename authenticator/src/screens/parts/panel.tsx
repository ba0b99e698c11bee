import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export function Panel({ title, description, action, children }: {
  readonly title: string; readonly description?: ComponentChildren; readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="panel" aria-labelledby={id}>
      <header class="panel-head">
        <div>
          <h2 id={id}>{title}</h2>
          {description && <p class="muted">{description}</p>}
        </div>
        {action}
      </header>
      <div class="panel-body">{children}</div>
    </section>
  );
}
