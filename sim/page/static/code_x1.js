// Share codes of the first form: every amount written out in full, which puts more digits there than the page keeps.
import { THOUSANDTHS } from "./state.js";

export const FORM_X1 = "x1";

export function decodeX1(start, presets, fresh, code) {
  const parts = code.split("~");
  if (parts.length !== 10 || !Object.prototype.hasOwnProperty.call(presets, parts[3])) return { fault: "bad-code" };
  const [preset, state] = [presets[parts[3]], fresh(parts[3])];
  const names = Object.keys(start.switches);
  const amounts = parts[6].split(",").map(number);
  const totals = [number(parts[4]), number(parts[5])];
  const whole = amounts.length === start.actions.length && parts[7].length === names.length &&
    parts[8].length === start.targets.length && /^[01]$/.test(parts[9]);
  if (!whole || amounts.concat(totals).some((one) => !(one >= 0))) return { fault: "bad-code" };
  const rounded = (value, exact, way) => (exact.includes(value) ? value : way(value * THOUSANDTHS) / THOUSANDTHS);
  state.expenditure = rounded(totals[0], [preset.expenditure], Math.ceil);
  state.capital = rounded(totals[1], [preset.capital], Math.ceil);
  start.actions.forEach(({ id }, place) => { state.money[id] = rounded(amounts[place], [preset.money[id], preset.floors[id]], Math.floor); });
  names.forEach((name, place) => { state.switches[name] = start.switches[name][parseInt(parts[7][place], 36)]; });
  start.targets.forEach((one, place) => {
    const reading = one.readings[parseInt(parts[8][place], 36)];
    state.readings[one.id] = reading && reading.id;
  });
  state.reviews = parts[9] === "1";
  const known = Object.values(state.switches).concat(Object.values(state.readings)).every((one) => one !== undefined);
  return known ? { state, same: parts[1] === start.version && parts[2] === start.fitted } : { fault: "bad-code" };
}

function number(text) { return /^\d{1,9}(\.\d{1,20})?(e-\d{1,3})?$/.test(text) ? Number(text) : NaN; }
