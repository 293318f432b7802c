// What drives a count, the fields, all numbers as a table, and the scenarios that were kept.
import { canvas, colour, count, el, plain, svg } from "./drawing.js";
import { amount, lang, name, say, term } from "./words.js";
import { arrow, title } from "./targets.js";

export function drivers(one, width) {
  const parts = [];
  if (one.variance) {
    const split = ["parameter", "chance", "definition", "structure"].filter((key) => one.variance[key] !== null);
    parts.push(el("p", { cls: "small", text: say("variance", {
      parts: split.map((key) => say("variance-" + key, { percent: Math.round(100 * one.variance[key]) })).join(say("comma")),
    }) }));
  }
  if (one.drivers.length === 0) return parts.concat([el("p", { cls: "small", text: say("no-drivers") })]);
  const height = 16 + 30 * one.drivers.length;
  const picture = canvas(width, height, say("drivers-label"));
  const middle = Math.min(0.72 * width, width - 90);
  const reach = Math.min(width - middle - 44, 170);
  const text = middle - reach - 44;
  one.drivers.forEach((driver, place) => {
    const y = 12 + 30 * place;
    const size = Math.abs(driver.correlation) * reach;
    const up = driver.correlation > 0;
    picture.append(svg("text", { x: 2, y: y + 5 }, cut(driver.meaning[lang()], text)));
    picture.append(svg("text", { x: 2, y: y + 17, class: "soft" }, driver.parameter));
    picture.append(svg("rect", { x: up ? middle : middle - size, y: y - 3, width: size, height: 13, fill: colour(up ? "own" : "base") }));
    picture.append(svg("text", { x: up ? middle + size + 4 : middle - size - 4, y: y + 8, "text-anchor": up ? "start" : "end" }, (up ? "+" : "−") + Math.abs(driver.correlation).toFixed(2)));
  });
  picture.append(svg("line", { x1: middle, x2: middle, y1: 4, y2: height - 12, stroke: colour("ink") }));
  return parts.concat([picture, el("p", { cls: "small", text: say("drivers-note") })]);
}

function cut(text, width) {
  const most = Math.floor(width / 5.6);
  return text.length > most ? text.slice(0, Math.max(most - 1, 8)) + "…" : text;
}

// The firms of a field or district against the baseline: an arrow only where the paired runs show a difference.
export function firmsGain(gain) {
  return gain.shown ? (gain.value > 0 ? "▲" : "▼") + count(Math.abs(gain.value)) : "=";
}

export function fields(start, result, width) {
  const head = [say("field"), say("firms"), say("against-baseline")];
  const rows = result.fields.map((one) => {
    return [name(start.fields.find((field) => field.id === one.id)), String(Math.round(one.firms)), firmsGain(one.difference)];
  });
  const half = width < 600 ? rows.length : Math.ceil(rows.length / 2);
  const parts = [rows.slice(0, half), rows.slice(half)].filter((part) => part.length > 0);
  return [el("div", { cls: "beside" }, parts.map((part) => table(head, part))), el("p", { cls: "small", text: say("fields-note") })];
}

export function numbers(start, result) {
  const head = ["target-name", "probability", "range", "expected", "threshold-short", "view-short", "confidence", "against-baseline"].map((key) => say(key));
  const rows = start.targets.map((target) => {
    const one = result.targets.find((row) => row.id === target.id);
    const declared = target.class === "C";
    const range = one.low === null || one.low === undefined ? "-" : Math.round(100 * one.low) + "-" + Math.round(100 * one.high) + "%";
    return [title(target), one.shown + "%", range, count(one.expected), plain(one.threshold),
      target.outside_view === null ? "-" : Math.round(100 * target.outside_view) + "%", term("confidence", one.confidence),
      arrow(one.difference, declared).text];
  });
  return [table(head, rows), el("p", { cls: "small", text: say("table-note") })];
}

export function comparison(start, kept, drop) {
  if (kept.length === 0) return [el("p", { cls: "small", text: say("nothing-kept") })];
  const label = (one) => one.letter + " " + (one.own ? say("own", { name: name(one.preset) }) : name(one.preset));
  const head = [say("target-name"), ...kept.map(label)];
  const rows = start.targets.map((target) => [title(target), ...kept.map((one) => {
    const own = one.result.targets.find((row) => row.id === target.id);
    return own.shown + "%  " + arrow(own.difference, target.class === "C").text;
  })]);
  rows.push([say("expected-met"), ...kept.map((one) => one.result.joint.expected_met.toFixed(1))]);
  const signed = (million) => (million > 0 ? "+" : "−") + amount(Math.abs(million));
  const moved = (one) => one.moves.map((move) => name(start.actions.find((action) => action.id === move.id)) + " " + signed(move.million));
  rows.push([say("largest-moves"), ...kept.map((one) => moved(one).join(say("semicolon")) || "-")]);
  const made = table(head, rows);
  made.querySelectorAll("thead th").forEach((cell, place) => {
    if (place === 0) return;
    const spoken = say("drop") + " " + label(kept[place - 1]);
    cell.append(" ", el("button", { type: "button", id: "drop-" + (place - 1), text: "×", "aria-label": spoken, title: spoken, on: { click: () => drop(place - 1) } }));
  });
  return [made, el("p", { cls: "small", text: say("compare-note") })];
}

function table(head, rows) {
  const cells = (tag, texts) => el("tr", {}, texts.map((text, place) => el(place === 0 ? "th" : tag, { text, scope: place === 0 ? "row" : undefined })));
  const first = el("tr", {}, head.map((text) => el("th", { text, scope: "col" })));
  return el("table", { lang: lang() === "zh" ? "zh-CN" : "en" }, [el("thead", {}, [first]), el("tbody", {}, rows.map((row) => cells("td", row)))]);
}

