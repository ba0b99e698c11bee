// Extras for browsers that run scripts. Every page works without them. A module is loaded only if the page uses it.

const parts = {
  "[data-error-summary]": "./errors.js",
  "form": "./submit.js",
  "[data-reveal]": "./reveal.js",
  "[data-copy]": "./copy.js",
  "[data-print]": "./print.js",
  "[data-countdown]": "./countdown.js",
  "[data-resend]": "./resend.js",
  "[data-preview]": "./preview.js",
  "[data-slider]": "./slider.js",
};

for (const [selector, module] of Object.entries(parts)) {
  const found = document.querySelectorAll(selector);
  if (found.length > 0) import(module).then(({ start }) => found.forEach(start));
}
