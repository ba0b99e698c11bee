import type { ComponentChildren } from 'preact';

export interface Question {
  /** Also the id of the control. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
}

/** For the control's `aria-describedby`. */
export function describedBy({ name, hint, error }: Question): string | undefined {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** Label, hint and message above the control. */
export function QuestionFrame({
  name, label, hint, error, children,
}: Question & { readonly children: ComponentChildren }) {
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label class="label" for={name}>{label}</label>
      {hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
      {error && <p class="error" id={`${name}-error`}><span class="hidden-text">Error: </span>{error}</p>}
      {children}
    </div>
  );
}
