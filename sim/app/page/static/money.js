// The left column: the pool, and a slider, a number box and a lock for each action.
import { parseAmount } from "./amounts.js";
import { el } from "./drawing.js";
import { unspentNote } from "./unspent.js";
import { amount, grouped, lang, money, name, perUnit, say } from "./words.js";

const rows = {};
const REST = 300; // milliseconds after the last key before what the keys came to is committed
let scenario, commit, notice, asking = null;
let bought = {}; // action -> language -> what its money buys, in a sentence
let pressed = null; // the action whose slider the keyboard moves, until that is committed
let resting = 0;
let spending = null; // what a result expects of the money, and the amounts that it was made for
const boxes = {};
const MOVING = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"];

export function build(model, onCommit, onNotice) {
  scenario = model;
  commit = onCommit;
  notice = onNotice;
  document.getElementById("rows").replaceChildren();
  scenario.start.programmes.forEach((programme, index) => {
    const total = el("span");
    const actions = scenario.start.actions.filter((action) => action.programme === programme.id);
    const group = el("div", { cls: "group p" + (index % 5) }, [el("b", { text: name(programme) }), total]);
    document.getElementById("rows").append(group);
    actions.forEach((action) => document.getElementById("rows").append(row(action)));
    rows[programme.id + "/total"] = { total, ids: actions.map((action) => action.id) };
  });
  buildPool();
  paint();
}

function row(action) {
  const slider = el("input", { type: "range", min: 0, step: 1, id: "slide-" + action.id, "aria-label": name(action) });
  const box = el("input", { type: "text", inputmode: "decimal", id: "box-" + action.id, "aria-label": name(action), autocomplete: "off" });
  const lock = el("button", { type: "button", id: "lock-" + action.id });
  const [rail, fill, floor, idle, full, tick] = ["rail", "fill", "floor", "idle", "full", "tick"].map((cls) => el("i", { cls }));
  const note = el("span", { cls: "unspent", id: "unspent-" + action.id });
  rail.append(fill, floor, idle);
  [slider, box].forEach((input) => input.setAttribute("aria-describedby", note.id));
  slider.addEventListener("input", () => preview(action.id, held(action.id, Number(slider.value))));
  keyboard(slider, action.id);
  box.addEventListener("change", () => typed(action.id, box));
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") paint(); });
  lock.addEventListener("click", () => {
    if (!scenario.locks.delete(action.id)) scenario.locks.add(action.id);
    paint();
  });
  const label = el("span", { cls: "name", text: name(action), title: described(action) });
  const whole = el("div", { cls: "row" }, [
    label, el("span", { cls: "slide" }, [rail, tick, full, slider]), box, lock, note,
  ]);
  rows[action.id] = { whole, label, slider, box, lock, fill, floor, tick, idle, full, note };
  return whole;
}

// A held or repeated key is one change, committed when the keys rest or the slider is left.
function keyboard(slider, id) {
  let down = false;
  const later = () => {
    clearTimeout(resting);
    if (!down && pressed !== null) resting = setTimeout(settle, REST);
  };
  slider.addEventListener("keydown", (event) => {
    down = MOVING.includes(event.key);
    if (down) pressed = id;
    later();
  });
  slider.addEventListener("keyup", () => { down = false; later(); });
  slider.addEventListener("pointerdown", settle);
  slider.addEventListener("blur", () => { down = false; settle(); });
  slider.addEventListener("change", () => {
    if (pressed === id) later();
    else enter(id, held(id, Number(slider.value)));
  });
}

// Commit what the keyboard has moved and not yet committed.
export function settle() {
  const id = pressed;
  clearTimeout(resting);
  pressed = null;
  if (id !== null) enter(id, held(id, Number(rows[id].slider.value)));
}

function described(action) {
  const buys = (bought[action.id] || {})[lang()];
  return name(action) + " - " + action.mechanism[lang()] + (buys ? "\n" + buys : "");
}

export function tellBought(sentences) {
  bought = sentences;
  scenario.start.actions.forEach((action) => { rows[action.id].label.title = described(action); });
}

// What a result expects to stay unspent of the amounts that it was made for.
export function expect(money, amounts) {
  spending = money && { money, amounts };
  scenario.start.actions.forEach(({ id }) => update(id, rows[id].value));
}

// The slider stops at what is committed, and keeps an amount that is nearer than half a step to where it stood.
function held(id, value) {
  const now = scenario.now.money[id];
  return Math.abs(value - now) < 0.5 ? now : Math.max(value, scenario.floor(id));
}

function typed(id, box) {
  if (box.value === amount(scenario.now.money[id])) return paint();
  const floor = scenario.floor(id);
  const read = parseAmount(box.value, perUnit());
  if (amount(floor) === read.typed) read.million = floor;
  return refused(read, floor, box) || enter(id, read.million);
}

// True, and said, where an amount cannot be taken: as it was typed, in the unit it was typed in.
function refused(read, floor, box) {
  const cap = scenario.start.cap;
  if (read.million >= floor && read.million <= cap) return false;
  box.setAttribute("aria-invalid", "true");
  if (read.fault) notice(say(read.fault, { typed: read.typed }));
  else {
    const typed = read.unit ? read.typed : say("money", { amount: read.typed });
    const below = read.million < floor;
    notice(say(below ? "below-floor" : "above-cap", { typed, amount: money(below ? floor : cap) }));
  }
  return true;
}

function enter(id, value) {
  asking = id;
  commit(scenario.withMoney(id, value));
}

function buildPool() {
  const pool = document.getElementById("pool");
  pool.replaceChildren();
  scenario.pots().forEach((pot) => {
    const stack = el("div", { cls: "stack", role: "img" });
    const total = el("input", { type: "text", inputmode: "decimal", id: "total-" + pot, "aria-label": say("total-" + pot), autocomplete: "off" });
    total.addEventListener("change", () => {
      if (total.value === amount(scenario.now[pot])) return paint();
      const read = parseAmount(total.value, perUnit());
      return refused(read, 0, total) || commit(scenario.withTotal(pot, read.million));
    });
    const line = el("span");
    const borrow = el("button", { type: "button", id: "borrow-" + pot });
    borrow.addEventListener("click", () => {
      const next = scenario.borrowed(pot, asking);
      if (next) commit(next);
    });
    boxes[pot] = { stack, total, line, borrow };
    pool.append(stack, el("div", { cls: "pot" }, [el("label", { text: say("total-" + pot) + " ", for: "total-" + pot }), total, line, borrow]));
  });
}

export function paint() {
  scenario.start.actions.forEach((action) => {
    const parts = rows[action.id];
    const locked = scenario.locks.has(action.id);
    parts.slider.disabled = parts.box.readOnly = locked;
    parts.whole.classList.toggle("locked", locked);
    parts.lock.textContent = say(locked ? "locked" : "lock");
    parts.lock.setAttribute("aria-pressed", locked);
    parts.lock.setAttribute("aria-label", say("lock") + " " + name(action));
    parts.box.removeAttribute("aria-invalid");
    parts.box.value = amount(scenario.now.money[action.id]);
    update(action.id, scenario.now.money[action.id]);
  });
  pools(scenario.now);
}

// While dragging: this row and the pool, nothing else.
function preview(id, value) {
  rows[id].box.value = amount(value);
  update(id, value);
  pools(scenario.withMoney(id, value));
}

function update(id, value) {
  const parts = rows[id];
  const pot = scenario.start.actions.find((action) => action.id === id).pot;
  const base = scenario.presets[scenario.start.baseline].money[id];
  const room = pot === "capital" ? scenario.now.capital : 0.2 * scenario.now.expenditure;
  const top = Math.max(10, Math.ceil(Math.max(room, 1.6 * base, 1.6 * scenario.floor(id), scenario.now.money[id])));
  parts.value = value;
  parts.slider.max = top;
  parts.slider.value = value;
  parts.slider.setAttribute("aria-valuetext", money(value));
  parts.fill.style.width = (100 * value) / top + "%";
  parts.floor.style.width = (100 * Math.min(scenario.floor(id), value)) / top + "%";
  parts.tick.style.left = "calc(" + (base / top) + " * (100% - 14px) + 6px)";
  idle(parts, id, value, top);
}

// The part of an action's money that nobody is expected to take up: a sentence while the amount is that of the result,
// and on the rail where it begins.
function idle(parts, id, value, top) {
  const expected = spending && spending.money[id];
  const [text, title] = expected ? unspentNote(expected) : ["", ""];
  const taken = text ? Math.max(0, spending.amounts[id] - expected.unspent) : top;
  const same = Boolean(spending) && spending.amounts[id] === value;
  parts.note.textContent = same ? text : "";
  parts.note.title = same ? title : "";
  parts.full.hidden = !text;
  parts.full.style.left = "calc(" + (taken / top) + " * (100% - 14px) + 4px)";
  parts.idle.style.left = (100 * Math.min(taken, value)) / top + "%";
  parts.idle.style.width = (100 * Math.max(0, value - taken)) / top + "%";
}

function pools(state) {
  scenario.pots().forEach((pot) => {
    const { stack, total, line, borrow } = boxes[pot];
    const allocated = scenario.allocated(pot, state);
    const whole = Math.max(state[pot], allocated, 1e-9);
    const over = scenario.over(pot, state);
    stack.replaceChildren();
    scenario.start.programmes.forEach((programme, position) => {
      const actions = scenario.start.actions.filter((action) => action.pot === pot && action.programme === programme.id);
      const part = el("i", { cls: "p" + (position % 5) });
      part.style.width = (100 * actions.reduce((sum, action) => sum + state.money[action.id], 0)) / whole + "%";
      stack.append(part);
    });
    stack.classList.toggle("over", over > 0);
    total.value = amount(state[pot]);
    total.removeAttribute("aria-invalid");
    line.className = over ? "over" : "";
    line.textContent = over ? say("over", { amount: money(over) })
      : say("pool", { allocated: grouped(allocated), unspent: grouped(Math.max(0, state[pot] - allocated)) });
    stack.setAttribute("aria-label", say("total-" + pot) + " " + line.textContent);
    const could = scenario.lendable(pot, asking);
    borrow.hidden = !over;
    borrow.disabled = could + 1e-6 < over;
    borrow.textContent = say(borrow.disabled ? "borrow-short" : "borrow", { amount: money(could) });
    borrow.title = say(borrow.disabled ? "borrow-not" : "borrow-long", { amount: money(could) });
  });
  scenario.start.programmes.forEach((programme) => {
    const { total, ids } = rows[programme.id + "/total"];
    total.textContent = money(ids.reduce((sum, id) => sum + state.money[id], 0));
  });
}
