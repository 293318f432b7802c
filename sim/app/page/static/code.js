// The share code: a preset and what differs from it, for the # of the address or a mail.
import { THOUSANDTHS } from "./state.js";

const FORM = "x2";
const POTS = ["expenditure", "capital"];
const MOST = 1e12; // thousandths of a million: far more than any city has

const has = (table, key) => Object.prototype.hasOwnProperty.call(table, key);

// Form, mark of version and parameters, preset, pots, amounts, switches, readings, reviews, check. Of a list only what
// differs: place_value, both in base 36; amounts in thousandths of a million, nothing where it is what is committed.
export function encode(start, presets, state) {
  const preset = presets[state.preset];
  const parts = lists(start).map(({ keys, of, write }) => keys
    .map((key, index) => (of(state)[key] === of(preset)[key] ? "" : index.toString(36) + "_" + write(of(state)[key], key, preset)))
    .filter((part) => part).join("-"));
  const reviews = state.reviews === preset.reviews.length > 0 ? "" : state.reviews ? "1" : "0";
  const body = [FORM, mark(start), state.preset, ...parts, reviews].join(".");
  return body + "." + hash(body).slice(-3);
}

function lists(start) {
  const amount = (value, key, preset) => (value === preset.floors[key] ? "" : Math.round(value * THOUSANDTHS).toString(36));
  const back = (text, key, preset) => (text === "" ? preset.floors[key] : thousandths(text));
  const among = (values) => ({
    write: (value, key) => values(key).indexOf(value).toString(36),
    read: (text, key) => (/^[0-9a-z]$/.test(text) ? values(key)[parseInt(text, 36)] : undefined),
  });
  const targets = start.targets;
  return [
    { keys: POTS, of: (state) => state, write: amount, read: back },
    { keys: start.actions.map((record) => record.id), of: (state) => state.money, write: amount, read: back },
    { keys: Object.keys(start.switches), of: (state) => state.switches, ...among((key) => start.switches[key]) },
    { keys: targets.map((record) => record.id), of: (state) => state.readings, ...among((key) => targets.find((record) => record.id === key).readings.map((record) => record.id)) },
  ];
}

// {state, same}: the state of a code, and whether it was made with this version and parameter set; {fault}: the key of
// a sentence for what is none. Takes a whole address, or a code that a letter has broken into lines.
export function decode(start, presets, fresh, text) {
  const code = plain(text).replace(/\s/g, "").replace(/^.*#/, "");
  const parts = code.split(".");
  if (parts.length !== 9 || parts[0] !== FORM || hash(code.slice(0, code.lastIndexOf("."))).slice(-3) !== parts[8]) return { fault: "bad-code" };
  if (!has(presets, parts[2])) return { fault: "bad-code-file" };
  const preset = presets[parts[2]];
  const state = fresh(parts[2]);
  const sound = lists(start).every(({ keys, of, read }, index) => parts[3 + index] === "" || parts[3 + index].split("-").every((item) => {
    const [at, value, more] = item.split("_");
    const key = /^[0-9a-z]{1,2}$/.test(at) ? keys[parseInt(at, 36)] : undefined;
    if (key === undefined || value === undefined || more !== undefined) return false;
    of(state)[key] = read(value, key, preset);
    return of(state)[key] !== undefined;
  }));
  if (!sound || !/^[01]?$/.test(parts[7])) return { fault: "bad-code" };
  if (parts[7]) state.reviews = parts[7] === "1";
  return { state, same: parts[1] === mark(start) };
}

function thousandths(text) {
  const value = /^[0-9a-z]{1,9}$/.test(text) ? parseInt(text, 36) : MOST + 1;
  return value <= MOST ? value / THOUSANDTHS : undefined;
}

function mark(start) { return hash([start.version, start.fitted, start.plan].join(" ")).slice(-4); }

// FNV-1a of 32 bits in base 36: tells a code that lost a letter from a whole one, and a version from another.
function hash(text) {
  let value = 0x811c9dc5;
  Array.from(text, (letter) => letter.codePointAt(0)).forEach((point) => { value = Math.imul(value ^ point, 0x01000193) >>> 0; });
  return value.toString(36).padStart(7, "0");
}

// Some programs escape what they pass on; what is no escape at all is no code either.
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch (fault) {
    return "";
  }
}
