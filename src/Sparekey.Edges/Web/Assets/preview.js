// Shows the chosen picture before it is sent. The preview stays in the browser.

export function start(element) {
  const input = element.querySelector("input[type=file]");
  const figure = element.querySelector("figure");
  const picture = figure.querySelector("img");
  const caption = figure.querySelector("figcaption");

  const show = () => {
    URL.revokeObjectURL(picture.src);
    const file = input.files[0];
    figure.hidden = !file;
    if (!file) return;
    picture.src = URL.createObjectURL(file);
    caption.textContent = `${file.name}, ${(file.size / 1_000_000).toFixed(1)} MB`;
  };

  // If the browser cannot show the format, only the name is shown. The picture is sent all the same.
  picture.addEventListener("error", () => { picture.hidden = true; });
  picture.addEventListener("load", () => { picture.hidden = false; });
  input.addEventListener("change", show);
  window.addEventListener("pageshow", show); // After Back, the browser has kept the chosen file.
}
