// The panel below the targets: one picture at a time, of the target that is selected.
import { count, el, plain, tablist } from "./drawing.js";
import { tiles } from "./districts.js";
import { dots, fan } from "./series.js";
import { comparison, drivers, fields, numbers } from "./tables.js";
import { title } from "./targets.js";
import { lang, name, say, term } from "./words.js";

const TABS = ["fan", "dots", "drivers", "fields", "districts", "table", "compare"];
const OF_A_TARGET = ["fan", "dots", "drivers"]; // the others show all of the scenario
let tab = "fan";
let again = null;

export function build() {
  tablist(document.getElementById("chart-tabs"), (next) => choose(next.dataset.tab));
  let waiting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => again && again(), 100);
  });
}

function choose(next) {
  tab = next;
  if (again) again();
}
export function show(next) { choose(next); }

// result: the last with pictures, or the shipped one, which has none; kept: what is compared; drop: forgets one of them.
export function paint(start, result, selected, kept, drop) {
  again = () => paint(start, result, selected, kept, drop);
  const target = start.targets.find((one) => one.id === selected);
  const one = result && result.targets.find((row) => row.id === selected);
  const own = OF_A_TARGET.includes(tab);
  document.getElementById("chart-name").textContent = own ? title(target) : say("heading-" + tab);
  document.getElementById("chart-tabs").replaceChildren(...TABS.map((id) => el("button", {
    type: "button", role: "tab", id: "tab-" + id, "aria-controls": "picture", "aria-selected": id === tab, tabindex: id === tab ? 0 : -1,
    text: id === "compare" ? say("tab-compare", { number: kept.length }) : say("tab-" + id), data: { tab: id }, on: { click: () => { choose(id); document.getElementById("tab-" + id).focus(); } },
  })));
  const picture = document.getElementById("picture");
  picture.setAttribute("aria-labelledby", "tab-" + tab);
  document.getElementById("detail").hidden = !own; // first: it takes room from the picture
  document.getElementById("detail").textContent = own && one ? detail(target, one) : "";
  const width = Math.max(280, picture.clientWidth);
  const height = width < 500 ? 230 : Math.max(140, Math.min(300, picture.clientHeight));
  picture.replaceChildren(...content(start, result, one, width, height - 4, kept, drop));
}

function content(start, result, one, width, height, kept, drop) {
  const waiting = [el("p", { cls: "small", text: say("picture-waits") })];
  if (tab === "compare") return comparison(start, kept, drop);
  if (!result) return waiting;
  if (tab === "fan") return one.fan ? [el("p", { cls: "small legend", text: say("fan-legend") }), fan(one, start.months, width, height - 20)] : waiting;
  if (tab === "dots") return one.dots ? [dots(one, width, height)] : waiting;
  if (tab === "drivers") return one.drivers ? drivers(one, width) : waiting;
  if (tab === "fields") return result.fields ? fields(start, result, width) : waiting;
  if (tab === "districts") return result.districts ? tiles(start, result, width, height) : waiting;
  return one.confidence ? numbers(start, result) : waiting;
}

// Reading, outside view, break-even and confidence of a target: what a probability must not be read without.
function detail(target, one) {
  const reading = target.readings.find((row) => row.id === one.reading);
  const parts = [reading ? say("detail-reading", { reading: name(reading) }) : ""];
  if (one.break_even) parts.push(say("detail-even", { sentence: one.break_even[lang()] }));
  if (target.outside_view !== null) parts.push(say("detail-view", { percent: Math.round(100 * target.outside_view) }));
  if (target.class === "C" && one.model_probability !== undefined) parts.push(say("detail-capacity", { percent: Math.round(100 * one.model_probability) }));
  if (one.confidence) parts.push(say("detail-confidence", { confidence: term("confidence", one.confidence) }));
  if (one.expected !== undefined) parts.push(say("detail-expected", { number: count(one.expected), low: count(one.q05), high: count(one.q95) }));
  return parts.filter((part) => part).join(say("semicolon"));
}
