// Sends a form once, however often the button is pressed.

// Milliseconds until a form that led to no new page (a download, a lost connection) may be sent again.
const giveUp = 10_000;

export function start(form) {
  let sent = false;
  const buttons = () => [...form.elements].filter(element => element.type === "submit");
  const open = () => {
    sent = false;
    for (const button of buttons()) button.removeAttribute("aria-disabled");
  };

  // The listener is on the window, so that it runs after the listeners of the form, which may cancel the event.
  window.addEventListener("submit", event => {
    if (event.target !== form || event.defaultPrevented) return;
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    // Not `disabled`: a disabled button would not send its own name and value.
    for (const button of buttons()) button.setAttribute("aria-disabled", "true");
    setTimeout(open, giveUp);
  });

  // The form must work again after coming back from the next page.
  window.addEventListener("pageshow", open);
}
