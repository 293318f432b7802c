// The share code in the address: version, parameter set, preset, both totals, fourteen amounts, switches, readings, reviews.
const FORM = "x1";

export function encode(start, state) {
  const digit = (list, value) => list.indexOf(value).toString(36);
  const switches = Object.keys(start.switches).map((name) => digit(start.switches[name], state.switches[name]));
  const readings = start.targets.map((one) => digit(one.readings.map((r) => r.id), state.readings[one.id]));
  const money = start.actions.map((one) => String(state.money[one.id]));
  return [FORM, start.version, start.fitted, state.preset, state.expenditure, state.capital, money.join(","),
    switches.join(""), readings.join(""), state.reviews ? "1" : "0"].join("~");
}

// {state, same}: the state of a code, and whether it was made with this version and parameter set; null for no code.
export function decode(start, presets, code) {
  const parts = plain(code).replace(/^#/, "").split("~");
  if (parts.length !== 10 || parts[0] !== FORM || !(parts[3] in presets)) return null;
  const amounts = parts[6].split(",").map(number);
  const names = Object.keys(start.switches);
  const totals = [number(parts[4]), number(parts[5])];
  const whole = amounts.length === start.actions.length && parts[7].length === names.length &&
    parts[8].length === start.targets.length && /^[01]$/.test(parts[9]);
  if (!whole || amounts.concat(totals).some((one) => !(one >= 0))) return null;
  const state = { preset: parts[3], expenditure: totals[0], capital: totals[1], money: {}, switches: {}, readings: {}, reviews: parts[9] === "1" };
  start.actions.forEach((one, place) => { state.money[one.id] = amounts[place]; });
  names.forEach((name, place) => { state.switches[name] = start.switches[name][parseInt(parts[7][place], 36)]; });
  start.targets.forEach((one, place) => {
    const reading = one.readings[parseInt(parts[8][place], 36)];
    state.readings[one.id] = reading && reading.id;
  });
  const known = Object.values(state.switches).concat(Object.values(state.readings)).every((one) => one !== undefined);
  return known ? { state, same: parts[1] === start.version && parts[2] === start.fitted } : null;
}

// Some programs escape what they pass on; what is no escape at all is no code either.
function plain(code) {
  try {
    return decodeURIComponent(code);
  } catch (fault) {
    return "";
  }
}

function number(text) { return /^\d+(\.\d+)?(e-?\d+)?$/.test(text) && isFinite(Number(text)) ? Number(text) : NaN; }
