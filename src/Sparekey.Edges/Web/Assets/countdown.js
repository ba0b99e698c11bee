// Counts down to a time of the server's clock, in the words of PlainTime.cs.

export function start(element) {
  const words = element.querySelector(".countdown-left");
  const joint = element.querySelector(".countdown-joint");
  const until = Number(element.dataset.countdown) - Number(element.dataset.now) + performance.now();
  count(until, seconds => {
    words.textContent = seconds > 0 ? left(seconds) : "over";
    joint.textContent = seconds > 0 ? "until" : "since";
  });
}

/**
 * Calls `tell` with the whole seconds that are left, now and at each second, the last time with 0. `until` is a time of
 * performance.now().
 */
export function count(until, tell) {
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    tell(seconds);
    if (seconds > 0) setTimeout(tick, (until - performance.now()) % 1000 + 20);
  };
  tick();
}

export function left(seconds) {
  if (seconds <= 0) return "now";
  if (seconds < 60) return unit(seconds, "second");
  if (seconds < 3600) return two(seconds, 60, "minute", 1, "second");
  if (seconds < 72 * 3600) return two(seconds, 3600, "hour", 60, "minute");
  return two(seconds, 86400, "day", 3600, "hour");
}

function two(seconds, large, largeName, small, smallName) {
  const rest = Math.floor(seconds % large / small);
  const first = unit(Math.floor(seconds / large), largeName);
  return rest === 0 ? first : `${first} ${unit(rest, smallName)}`;
}

const unit = (number, name) => number === 1 ? `1 ${name}` : `${number} ${name}s`;
