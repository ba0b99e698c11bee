// Copies a key without its spaces, or a list of codes with one code in each line.

export function start(button) {
  if (!navigator.clipboard) return;
  const source = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[role=status]");

  button.hidden = false;
  button.addEventListener("click", async () => {
    const lines = source.querySelectorAll("li");
    const text = lines.length > 0
      ? [...lines].map(line => line.textContent.trim()).join("\n")
      : source.textContent.replace(/\s/g, "");
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied";
    } catch {
      said.textContent = "Not copied. Select the text and copy it by hand.";
    }
    setTimeout(() => { said.textContent = ""; }, 4000);
  });
}
