// What drives a count, the fields, all numbers as a table, and the scenarios that were kept.
import { arrow, counts } from "./differences.js";
import { count, el, plain } from "./drawing.js";
import { ordered } from "./order.js";
import { readingOf } from "./sentences.js";
import { title } from "./targets.js";
import { amount, lang, name, say, term } from "./words.js";

export function drivers(row) {
  const parts = [];
  if (row.variance) {
    const split = ["parameter", "chance", "definition", "structure"].filter((key) => row.variance[key] !== null);
    parts.push(el("p", { cls: "small", text: say("variance", {
      parts: split.map((key) => say("variance-" + key, { percent: Math.round(100 * row.variance[key]) })).join(say("comma")),
    }) }));
  }
  if (row.drivers.length === 0) return parts.concat([el("p", { cls: "small", text: say("no-drivers") })]);
  const rows = row.drivers.map((driver) => {
    const up = driver.correlation > 0;
    const bar = el("i", { cls: up ? "up" : "down" });
    bar.style.width = 50 * Math.abs(driver.correlation) + "%";
    const words = [driver.meaning[lang()], el("small", { text: driver.parameter })];
    const figure = (up ? "+" : "−") + Math.abs(driver.correlation).toFixed(2);
    return el("li", {}, [el("span", {}, words), el("span", { cls: "bars", "aria-hidden": "true" }, [bar]), el("b", { text: figure })]);
  });
  return parts.concat([el("ul", { cls: "drivers", "aria-label": say("drivers-label") }, rows), el("p", { cls: "small", text: say("drivers-note") })]);
}

// The firms of a field or district against the baseline: an arrow only where the paired runs show a difference.
export function firmsGain(gain) {
  return gain.shown ? (gain.value > 0 ? "▲" : "▼") + count(Math.abs(gain.value)) : "=";
}

export function fields(start, result, width) {
  const head = [say("field"), say("firms"), say("against-baseline")];
  const rows = result.fields.map((row) => {
    const field = start.fields.find((other) => other.id === row.id);
    const named = field.assumed === undefined ? name(field)
      : { text: say("assumed-mark", { name: name(field) }), title: say("assumed-title", { share: field.assumed }) };
    return [named, String(Math.round(row.firms)), firmsGain(row.difference)];
  });
  const half = width < 600 ? rows.length : Math.ceil(rows.length / 2);
  const parts = [rows.slice(0, half), rows.slice(half)].filter((part) => part.length > 0);
  return [el("div", { cls: "beside" }, parts.map((part) => table(head, part))), el("p", { cls: "small", text: (start.fields.some((field) => field.assumed !== undefined) ? say("assumed-note") : "") + say("fields-note") })];
}

export function numbers(start, result) {
  const head = ["class-head", "target-name", "probability", "range", "expected", "threshold-short", "view-short", "confidence", "against-baseline"].map((key) => say(key));
  const rows = ordered(start).map((target) => {
    const row = result.targets.find((entry) => entry.id === target.id);
    const declared = target.class === "C";
    const range = row.low === null || row.low === undefined ? "-" : Math.round(100 * row.low) + "-" + Math.round(100 * row.high) + "%";
    return [target.class, { text: title(target, row) + changedReading(target, row), title: readingOf(target, row) }, row.shown + "%", range, counts(row).text, plain(row.threshold),
      target.outside_view === null ? "-" : Math.round(100 * target.outside_view) + "%", term("confidence", row.confidence),
      arrow(row.difference, declared).text];
  });
  return [table(head, rows, 1), el("p", { cls: "small", text: say("table-note") })];
}

export function comparison(start, kept, drop) {
  if (kept.length === 0) return [el("p", { cls: "small", text: say("nothing-kept") })];
  const label = (saved) => saved.letter + " " + (saved.own ? say("own", { name: name(saved.preset) }) : name(saved.preset));
  const head = [say("class-head"), say("target-name"), ...kept.map(label)];
  const rows = ordered(start).map((target) => [target.class, title(target), ...kept.map((saved) => {
    const row = saved.result.targets.find((entry) => entry.id === target.id);
    return row.shown + "%  " + arrow(row.difference, target.class === "C").text + changedReading(target, row);
  })]);
  rows.push(["", say("expected-met"), ...kept.map((saved) => saved.result.joint.expected_met.toFixed(1))]);
  const signed = (million) => (million > 0 ? "+" : "−") + amount(Math.abs(million));
  const moved = (saved) => saved.moves.map((move) => name(start.actions.find((action) => action.id === move.id)) + " " + signed(move.million));
  rows.push(["", say("largest-moves"), ...kept.map((saved) => moved(saved).join(say("semicolon")) || "-")]);
  const grid = table(head, rows, 1);
  Array.from(grid.querySelectorAll("thead th")).slice(2).forEach((cell, index) => {
    const spoken = say("drop") + " " + label(kept[index]);
    cell.append(" ", el("button", { type: "button", id: "drop-" + index, text: "×", "aria-label": spoken, title: spoken, on: { click: () => drop(index) } }));
  });
  return [grid, el("p", { cls: "small", text: say("compare-note") })];
}

function changedReading(target, row) { return row.recounted ? say("in-brackets", { text: readingOf(target, row) }) : ""; }

// A table whose rows are named by the cell at `named`; a cell is its text, or a text with a title.
function table(head, rows, named = 0) {
  const options = (cell) => (typeof cell === "string" ? { text: cell } : cell);
  const cells = (row) => el("tr", {}, row.map((cell, column) => el(column === named ? "th" : "td", { ...options(cell), scope: column === named ? "row" : undefined })));
  const first = el("tr", {}, head.map((text) => el("th", { text, scope: "col" })));
  return el("table", { lang: lang() === "zh" ? "zh-CN" : "en", cls: named ? "classed" : "" }, [el("thead", {}, [first]), el("tbody", {}, rows.map(cells))]);
}
