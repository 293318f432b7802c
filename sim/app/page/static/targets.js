// The twelve targets by class, the joint line and what came of it in words.
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
    targets.forEach((target) => children.push(row(target, result.targets.find((entry) => entry.id === target.id), target.id === selected, select)));
  });
  root.replaceChildren(...children);
  if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  document.getElementById("joint").textContent = joint(result);
  document.getElementById("reading").textContent = sentence(start, result);
}

// A target with its number: the one of the result where a scenario asks for another.
export function title(target, figures) { return say("target", { name: name(target), needed: (figures && figures.needed ? figures : target).needed[lang()] }); }

function row(target, figures, pressed, select) {
  const declared = target.class === "C";
  const word = declared ? say("declared") : term("word", figures.word);
  const bound = /[<>]/.test(figures.shown); // a bound has no error of its own
  const error = declared || bound || figures.mc_error === null || figures.mc_error === undefined ? "" : say("error", { points: points(BEHIND * figures.mc_error) });
  const gain = arrow(figures.difference, declared);
  const count = counts(figures);
  const reading = say("detail-reading", { reading: readingOf(target, figures) });
  const label = [title(target, figures), figures.recounted ? reading : "", frequency(figures.shown) + error, word, gain.spoken, count.spoken];
  const named = [title(target, figures)].concat(figures.recounted ? [el("small", { text: reading })] : []);
  return el("button", { type: "button", id: "target-" + target.id, cls: "target", "aria-pressed": pressed, "aria-label": label.filter((part) => part).join(say("comma")), on: { click: () => select(target.id) } }, [
    el("span", { cls: "name", title: target.wording[lang()] + say("semicolon") + reading }, named),
    track(figures, declared),
    el("span", { cls: "chance", text: frequency(figures.shown) + error }),
    el("span", { cls: "word", text: word }),
    el("span", { cls: "gain " + gain.cls, text: gain.text, data: { head: say("against-baseline") } }),
    el("span", { cls: "count " + count.cls, text: count.text, data: { head: say("count-head") } }),
  ]);
}

function track(figures, declared) {
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
  if (figures.low !== null && figures.low !== undefined) span(figures.low, figures.high, "range");
  else if (figures.mc_error) span(Math.max(0, figures.probability - BEHIND * figures.mc_error), Math.min(1, figures.probability + BEHIND * figures.mc_error), "whisker");
  if (figures.baseline !== null && figures.baseline !== undefined && !declared) parts.push(at(figures.baseline, "base"));
  parts.push(at(figures.probability, declared ? "dot view" : "dot"));
  return el("span", { cls: "track", "aria-hidden": "true" }, parts);
}
