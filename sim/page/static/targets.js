// The twelve targets by class, the joint line and the reading in one sentence.
import { el, points } from "./drawing.js";
import { frequency, lang, name, of, say, term } from "./words.js";

const CLASSES = ["A", "B", "C"];

export function paint(start, result, selected, select) {
  const root = document.getElementById("target-rows");
  const focused = document.activeElement && root.contains(document.activeElement) ? document.activeElement.id : "";
  const children = [];
  CLASSES.forEach((kind) => {
    const own = start.targets.filter((one) => one.class === kind);
    if (own.length === 0) return;
    children.push(el("div", { cls: "class", text: say("class", { kind, meaning: of("class." + kind) }) }));
    own.forEach((target) => children.push(row(target, result.targets.find((one) => one.id === target.id), target.id === selected, select)));
  });
  root.replaceChildren(...children);
  if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  document.getElementById("joint").textContent = joint(result);
  document.getElementById("reading").textContent = sentence(start, result);
}

export function title(target) { return say("target", { name: name(target), needed: target.needed[lang()] }); }

function row(target, one, pressed, select) {
  const declared = target.class === "C";
  const word = declared ? say("declared") : term("word", one.word);
  const bound = /[<>]/.test(one.shown); // a bound has no error of its own
  const error = declared || bound || one.mc_error === null || one.mc_error === undefined ? "" : say("error", { points: points(1.64 * one.mc_error) });
  const gain = arrow(one.difference, declared);
  const label = [title(target), frequency(one.shown) + error, word, gain.spoken].filter((part) => part).join(say("comma"));
  return el("button", { type: "button", id: "target-" + target.id, cls: "target", "aria-pressed": pressed, "aria-label": label, on: { click: () => select(target.id) } }, [
    el("span", { cls: "name", text: title(target), title: target.wording[document.documentElement.lang === "en" ? "en" : "zh"] }),
    track(one, declared),
    el("span", { cls: "chance", text: frequency(one.shown) + error }),
    el("span", { cls: "word", text: word }),
    el("span", { cls: "gain " + gain.cls, text: gain.text }),
  ]);
}

// An arrow only where the paired runs show a difference.
export function arrow(difference, declared) {
  if (declared || !difference) return { cls: "none", text: "", spoken: "" };
  if (!difference.enough) return { cls: "none", text: "…", spoken: say("too-early") };
  if (!difference.shown) return { cls: "none", text: "=", spoken: say("no-difference") };
  const up = difference.value > 0;
  const text = points(difference.value);
  return { cls: up ? "up" : "down", text: (up ? "▲" : "▼") + text, spoken: say(up ? "risen" : "fallen", { points: text }) };
}

function track(one, declared) {
  const at = (value, cls) => {
    const mark = el("i", { cls });
    mark.style.left = 100 * value + "%";
    return mark;
  };
  const parts = [el("i", { cls: "line" }), el("i", { cls: "mid" })];
  const span = (low, high, cls) => {
    const mark = at(low, cls);
    mark.style.width = 100 * (high - low) + "%";
    parts.push(mark);
  };
  if (one.low !== null && one.low !== undefined) span(one.low, one.high, "range");
  else if (one.mc_error) span(Math.max(0, one.probability - 1.64 * one.mc_error), Math.min(1, one.probability + 1.64 * one.mc_error), "whisker");
  if (one.baseline !== null && one.baseline !== undefined && !declared) parts.push(at(one.baseline, "base"));
  parts.push(at(one.probability, declared ? "dot view" : "dot"));
  return el("span", { cls: "track", "aria-hidden": "true" }, parts);
}

export function joint(result) {
  const both = result.joint;
  return say("joint", { chance: frequency(both.all_shown), expected: both.expected_met.toFixed(1), targets: both.targets }) +
    counted(both.expected_difference);
}

function counted(difference) {
  if (!difference || !difference.enough || !difference.shown) return "";
  const size = Math.abs(difference.value);
  return say(difference.value > 0 ? "joint-more" : "joint-fewer", { number: size.toFixed(size < 0.95 ? 2 : 1) });
}

export function sentence(start, result) {
  const moved = result.targets.filter((one) => one.difference && one.difference.enough && one.difference.shown);
  const known = result.targets.some((one) => one.difference && one.difference.enough);
  const begin = say(result.assumed ? "reading-assumed" : "reading", { expected: result.joint.expected_met.toFixed(1), targets: result.joint.targets });
  if (!known) return begin + say("reading-open");
  if (moved.length === 0) return begin + say("reading-same");
  const order = moved.slice().sort((a, b) => b.difference.value - a.difference.value);
  const named = (one) => name(start.targets.find((target) => target.id === one.id));
  const first = order[0];
  const last = order[order.length - 1];
  let text = begin;
  if (first.difference.value > 0) text += say("reading-up", { name: named(first), points: points(first.difference.value) });
  if (last.difference.value < 0) text += say("reading-down", { name: named(last), points: points(last.difference.value) });
  const rest = result.joint.targets - moved.length;
  return text + (rest > 0 ? say("reading-rest", { number: rest }) : say("stop"));
}
