// Differences from the baseline in words: no digit past the error, "=" where paired runs show none.
import { points } from "./drawing.js";
import { say } from "./words.js";

export const BEHIND = 1.64; // standard errors in a ±, of counts as of probabilities
const MOST_DECIMALS = 3;

// Decimals at which the first digit of an error shows; of the size itself where it has no error.
export function decimals(error, size, least) {
  const first = error || Math.abs(size);
  return first > 0 ? Math.min(Math.max(least, -Math.floor(Math.log10(first))), MOST_DECIMALS) : least;
}

export function known(gain) { return Boolean(gain && gain.enough); }
export function differs(gain) { return known(gain) && gain.shown; }
export function signed(value, digits) { return (value < 0 ? "−" : "+") + Math.abs(value).toFixed(digits); }

// A level, its baseline and their paired difference, so rounded that on the screen the first two differ by the third.
export function beside(level, gain, least) {
  const error = BEHIND * gain.error;
  const digits = decimals(error, gain.value, least);
  const [own, more] = [level.toFixed(digits), gain.value.toFixed(digits)];
  return { own, more: signed(gain.value, digits), size: more.replace("-", ""), error: error.toFixed(digits), base: (Number(own) - Number(more)).toFixed(digits) };
}

export function size(gain) { return signed(gain.value, decimals(BEHIND * gain.error, gain.value, 0)); }

// The chance against the baseline's: an arrow with percentage points.
export function arrow(gain, declared) {
  if (declared || !gain) return { cls: "none", text: "", spoken: "" };
  if (!gain.enough) return { cls: "none", text: "…", spoken: say("too-early") };
  if (!gain.shown) return { cls: "none", text: "=", spoken: say("no-difference") };
  const up = gain.value > 0;
  const text = points(gain.value);
  return { cls: up ? "up" : "down", text: (up ? "▲" : "▼") + text, spoken: say(up ? "risen" : "fallen", { points: text }) };
}

function plainCount(value) { return value.toFixed(Math.abs(value) < 99.95 ? 1 : 0); }

// The expected count: alone, or from the baseline's to its own with the difference and its error.
export function counts(row) {
  const gain = row.count_difference;
  if (!differs(gain)) {
    const number = plainCount(row.expected);
    const spoken = gain ? say(gain.enough ? "count-same" : "count-early", { number }) : say("count-alone", { number });
    return { cls: "none", text: number + (gain ? (gain.enough ? " =" : " …") : ""), spoken };
  }
  const { own, more, error, base } = beside(row.expected, gain, 0);
  const values = { base, own, more, error: gain.error ? "±" + error : "" };
  return { cls: gain.value > 0 ? "up" : "down", text: say("count-moved", values), spoken: say("count-spoken", values) };
}
