/** After an attempt that failed, the cursor stands in the first box that is wrong: its message is read with it. */
export function focusFirstWrong(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
