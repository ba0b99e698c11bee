// Disables the button until another code may be requested. The server enforces the same wait.

import { count, left } from "./countdown.js";

export function start(element) {
  const button = element.querySelector("button");
  const wait = element.querySelector(".resend-wait");
  count(Number(element.dataset.resend) * 1000 + performance.now(), seconds => {
    button.disabled = seconds > 0;
    wait.textContent = seconds > 0 ? `You can ask again in ${left(seconds)}.` : "";
  });
}
