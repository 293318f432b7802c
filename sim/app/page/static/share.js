// The share code in the address, on the clipboard and in the field to paste into;
// and a warning of what leaving the page would lose.
import { decode, encode } from "./code.js";
import { menu } from "./menus.js";
import { say } from "./words.js";

const by = (id) => document.getElementById(id);
let scenario, notice;
let safe = ""; // the code of the last state that stands elsewhere too: on a clipboard, in a file, in the address opened

export function code() { return encode(scenario.start, scenario.presets, scenario.now); }
export function handedOn() { safe = code(); }
export function address() { history.replaceState(null, "", "#" + code()); }

// take(state) is called with the state of a good pasted code; holds() tells whether scenarios are kept in this page alone.
export function wire(model, onNotice, take, holds) {
  scenario = model;
  notice = onNotice;
  const close = menu(by("paste"), by("paste-list"), () => by("code").focus());
  by("paste-list").addEventListener("submit", (event) => {
    event.preventDefault();
    const { state, sentence } = read(by("code").value);
    by("code").setAttribute("aria-invalid", state === null);
    by("code-fault").textContent = state === null ? sentence : "";
    if (state === null) return;
    by("code").value = "";
    close();
    take(state);
    if (sentence) notice(sentence);
  });
  window.addEventListener("beforeunload", (event) => {
    if ((scenario.isPreset() || code() === safe) && !holds()) return;
    event.preventDefault();
    event.returnValue = ""; // what older browsers ask for
  });
}

// Takes the state of the address up; says what cannot be taken.
export function fromAddress() {
  if (location.hash.length < 2 || location.hash === "#" + code()) return false;
  const { state, sentence } = read(location.hash);
  notice(sentence);
  const taken = state !== null && scenario.push(state);
  if (taken) handedOn();
  return taken;
}

function read(text) {
  const parsed = decode(scenario.start, scenario.presets, (preset) => scenario.fresh(preset), text);
  if (parsed.fault) return { state: null, sentence: say(parsed.fault) };
  return { state: parsed.state, sentence: parsed.same ? "" : say("other-version") };
}
