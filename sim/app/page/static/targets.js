// The targets by class, the joint line and the summary sentence.
import { arrow, BEHIND, counts } from "./differences.js";
import { el, points } from "./drawing.js";
import { classes } from "./order.js";
import { joint, readingOf, sentence } from "./sentences.js";
import { frequency, lang, name, of, say, term } from "./words.js";

const HEADS = ["target-name", "", "chance-head", "word-head", "against-baseline", "count-head"];

export function paint(start, result, selected, select) {
  const root = document.getElementById("target-rows");
  const focused = document.activeElement && root.contains(document.activeElement) ? document.activeElement.id : "";
  const heads = HEADS.map((key) => el("span", { text: key && say(key) }));
  const children = [el("div", { cls: "heads", "aria-hidden": "true" }, heads)]; // each row says all of it itself
  classes(start).forEach(({ kind, targets }) => {
    children.push(el("div", { cls: "class", text: say("class", { kind, meaning: of("class." + kind) }) }));
    targets.forEach((target) => children.push(targetRow(target, result.targets.find((entry) => entry.id === target.id), target.id === selected, select)));
  });
  root.replaceChildren(...children);
  if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  document.getElementById("joint").textContent = joint(result);
  document.getElementById("reading").textContent = sentence(start, result);
}

// A target with its number: the one of the result where a scenario asks for another.
export function title(target, row) { return say("target", { name: name(target), needed: (row && row.needed ? row : target).needed[lang()] }); }

function targetRow(target, row, pressed, select) {
  const declared = target.class === "C";
  const word = declared ? say("declared") : term("word", row.word);
  const bound = /[<>]/.test(row.shown); // a bound has no error of its own
  const error = declared || bound || row.mc_error === null || row.mc_error === undefined ? "" : say("error", { points: points(BEHIND * row.mc_error) });
  const gain = arrow(row.difference, declared);
  const count = counts(row);
  const reading = say("detail-reading", { reading: readingOf(target, row) });
  const label = [title(target, row), row.recounted ? reading : "", frequency(row.shown) + error, word, gain.spoken, count.spoken];
  const named = [title(target, row)].concat(row.recounted ? [el("small", { text: reading })] : []);
  return el("button", { type: "button", id: "target-" + target.id, cls: "target", "aria-pressed": pressed, "aria-label": label.filter((part) => part).join(say("comma")), on: { click: () => select(target.id) } }, [
    el("span", { cls: "name", title: target.wording[lang()] + say("semicolon") + reading }, named),
    track(row, declared),
    el("span", { cls: "chance", text: frequency(row.shown) + error }),
    el("span", { cls: "word", text: word }),
    el("span", { cls: "gain " + gain.cls, text: gain.text, data: { head: say("against-baseline") } }),
    el("span", { cls: "count " + count.cls, text: count.text, data: { head: say("count-head") } }),
  ]);
}

function track(row, declared) {
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
  if (row.low !== null && row.low !== undefined) span(row.low, row.high, "range");
  else if (row.mc_error) span(Math.max(0, row.probability - BEHIND * row.mc_error), Math.min(1, row.probability + BEHIND * row.mc_error), "whisker");
  if (row.baseline !== null && row.baseline !== undefined && !declared) parts.push(at(row.baseline, "base"));
  parts.push(at(row.probability, declared ? "dot view" : "dot"));
  return el("span", { cls: "track", "aria-hidden": "true" }, parts);
}
