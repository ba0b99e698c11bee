// Shows and hides a password. Before the form is sent, the password is hidden again, so that browsers do not store
// it as plain text.

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
