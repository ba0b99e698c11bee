// On a page with errors, the error summary has the focus first. Each link of the summary moves the focus to the control
// and scrolls its label into view.

export function start(summary) {
  summary.focus();
  summary.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']");
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    (control.closest(".field") ?? control).scrollIntoView();
    control.focus({ preventScroll: true });
  });
}
