// What of an action's money is expected to stay unspent, in words.
import { BEHIND, decimals } from "./differences.js";
import { money, perUnit, say, unitDecimals } from "./words.js";

const LEAST = 1; // million CNY, and a hundredth of the action's money: less left over is rounding

// [sentence, its longer form]; nothing where next to nothing is left. No digit past the error.
export function unspentNote({ unspent, released, error }) {
  if (!(unspent >= Math.max(LEAST, released / 100))) return ["", ""];
  const first = error ? Math.min(BEHIND * error, unspent) / perUnit() : 0;
  const amount = money(unspent, error ? Math.min(decimals(first, 0, 0), unitDecimals()) : unitDecimals());
  return [say("unspent", { amount }), say("unspent-long", { amount, released: money(released) })];
}
