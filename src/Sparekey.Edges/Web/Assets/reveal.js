// Shows and hides a password. Hidden again before the form is sent, so that no browser remembers it as plain text.

export function start(button) {
  const input = document.getElementById(button.dataset.reveal);
  const show = shown => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? "Hide" : "Show";
    button.setAttribute("aria-pressed", String(shown));
  };

  button.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
}
