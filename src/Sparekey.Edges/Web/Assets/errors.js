// A page with errors starts with the focus on their summary. Each link leads to the wrong control and scrolls its label
// into view.

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
