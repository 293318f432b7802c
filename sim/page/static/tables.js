// What drives a count, the fields, all numbers as a table, and the scenarios that were kept.
import { canvas, el, plain, svg } from "./drawing.js";
import { lang, name, say, term } from "./words.js";
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
    picture.append(svg("text", { x: 2, y: y + 5 }, driver.parameter));
    picture.append(svg("text", { x: 2, y: y + 17, class: "soft" }, cut(driver.meaning, text)));
    picture.append(svg("rect", { x: up ? middle : middle - size, y: y - 3, width: size, height: 13, fill: up ? "#0b4f94" : "#b35c00" }));
    picture.append(svg("text", { x: up ? middle + size + 4 : middle - size - 4, y: y + 8, "text-anchor": up ? "start" : "end" }, (up ? "+" : "−") + Math.abs(driver.correlation).toFixed(2)));
  });
  picture.append(svg("line", { x1: middle, x2: middle, y1: 4, y2: height - 12, stroke: "#1b2733" }));
  return parts.concat([picture, el("p", { cls: "small", text: say("drivers-note") })]);
}

function cut(text, width) {
  const most = Math.floor(width / 5.6);
  return text.length > most ? text.slice(0, Math.max(most - 1, 8)) + "…" : text;
}

export function fields(start, result) {
  const head = [say("field"), say("firms"), say("against-baseline")];
  const rows = result.fields.map((one) => {
    const gain = one.difference;
    const size = Math.abs(gain.value);
    const text = gain.shown ? (gain.value > 0 ? "▲" : "▼") + (size < 9.5 ? size.toFixed(1) : Math.round(size)) : "=";
    return [name(start.fields.find((field) => field.id === one.id)), String(Math.round(one.firms)), text];
  });
  return [table(head, rows), el("p", { cls: "small", text: say("fields-note") })];
}

export function numbers(start, result) {
  const head = ["target-name", "probability", "range", "expected", "threshold-short", "confidence", "against-baseline"].map((key) => say(key));
  const rows = start.targets.map((target) => {
    const one = result.targets.find((row) => row.id === target.id);
    const declared = target.class === "C";
    const range = one.low === null || one.low === undefined ? "-" : Math.round(100 * one.low) + "-" + Math.round(100 * one.high) + "%";
    return [title(target), one.shown + "%", range, plain(one.expected), plain(one.threshold), term("confidence", one.confidence),
      arrow(one.difference, declared).text];
  });
  return [table(head, rows), el("p", { cls: "small", text: say("table-note") })];
}

export function comparison(start, kept, drop) {
  if (kept.length === 0) return [el("p", { cls: "small", text: say("nothing-kept") })];
  const head = [say("target-name"), ...kept.map((one) => one.name)];
  const rows = start.targets.map((target) => [title(target), ...kept.map((one) => {
    const own = one.result.targets.find((row) => row.id === target.id);
    return own.shown + "%  " + arrow(own.difference, target.class === "C").text;
  })]);
  rows.push([say("expected-met"), ...kept.map((one) => one.result.joint.expected_met.toFixed(1))]);
  const made = table(head, rows);
  const buttons = kept.map((one, place) => el("td", {}, [el("button", { type: "button", id: "drop-" + place, text: say("drop"), on: { click: () => drop(place) } })]));
  made.querySelector("tbody").append(el("tr", {}, [el("td"), ...buttons]));
  return [made, el("p", { cls: "small", text: say("compare-note") })];
}

function table(head, rows) {
  const cells = (tag, texts) => el("tr", {}, texts.map((text, place) => el(place === 0 ? "th" : tag, { text, scope: place === 0 ? "row" : undefined })));
  const first = el("tr", {}, head.map((text) => el("th", { text, scope: "col" })));
  return el("table", { lang: lang() === "zh" ? "zh-CN" : "en" }, [el("thead", {}, [first]), el("tbody", {}, rows.map((row) => cells("td", row)))]);
}

