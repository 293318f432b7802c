// The panel below the targets: one picture of the selected target at a time.
import { count, el, tablist } from "./drawing.js";
import { districtsNote, tiles } from "./districts.js";
import { dots, fan } from "./series.js";
import { readingOf } from "./sentences.js";
import { comparison, drivers, fields, numbers } from "./tables.js";
import { title } from "./targets.js";
import { lang, say, term } from "./words.js";

const TABS = ["fan", "dots", "drivers", "fields", "districts", "table", "compare"];
const OF_A_TARGET = ["fan", "dots", "drivers"]; // the others show all of the scenario
let tab = "fan";
let again = null;
let drawn = ""; // the size of the panel when its picture was drawn

export function build() {
  tablist(document.getElementById("chart-tabs"), (next) => choose(next.dataset.tab));
  let waiting = 0;
  const watch = new ResizeObserver(() => { // a notice, a longer sentence, another window: whatever takes or gives room
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => { if (again && size() !== drawn) again(); });
  });
  watch.observe(document.getElementById("picture"), { box: "border-box" });
}

function size() {
  const { offsetWidth, offsetHeight } = document.getElementById("picture");
  return offsetWidth + "x" + offsetHeight;
}

function choose(next) {
  tab = next;
  if (again) again();
}
export function show(next) { choose(next); }

// result: the last with pictures, or the shipped one, which has none; kept: what is compared; drop: forgets one of them.
export function paint(start, result, selected, kept, drop) {
  again = () => paint(start, result, selected, kept, drop);
  const target = start.targets.find((record) => record.id === selected);
  const row = result && result.targets.find((entry) => entry.id === selected);
  const single = OF_A_TARGET.includes(tab);
  document.getElementById("chart-name").textContent = single ? title(target, row) : say("heading-" + tab);
  document.getElementById("chart-tabs").replaceChildren(...TABS.map((id) => el("button", {
    type: "button", role: "tab", id: "tab-" + id, "aria-controls": "picture", "aria-selected": id === tab, tabindex: id === tab ? 0 : -1,
    text: id === "compare" ? say("tab-compare", { number: kept.length }) : say("tab-" + id), data: { tab: id }, on: { click: () => { choose(id); document.getElementById("tab-" + id).focus(); } },
  })));
  const picture = document.getElementById("picture");
  picture.setAttribute("aria-labelledby", "tab-" + tab);
  document.getElementById("detail").hidden = !single; // first: it takes room from the picture
  document.getElementById("detail").textContent = single && row ? detail(target, row) : "";
  const width = Math.max(280, picture.clientWidth);
  const fixed = Number(getComputedStyle(picture).getPropertyValue("--height")); // 0 where the window gives the height
  const height = fixed || Math.max(110, Math.min(300, picture.clientHeight));
  picture.replaceChildren(...content(start, result, row, width, height - 4, kept, drop));
  drawn = size();
}

// The height that a note leaves to the picture that stands with it.
function besideNote(note, height) {
  const picture = document.getElementById("picture");
  picture.replaceChildren(note);
  const margins = 6;
  return height - note.offsetHeight - margins;
}

function content(start, result, row, width, height, kept, drop) {
  const waiting = [el("p", { cls: "small", text: say("picture-waits") })];
  if (tab === "compare") return comparison(start, kept, drop);
  if (!result) return waiting;
  if (tab === "fan" && row.fan) {
    const legend = el("p", { cls: "small legend", text: say("fan-legend") });
    return [legend, fan(row, start.months, width, besideNote(legend, height))];
  }
  if (tab === "fan") return waiting;
  if (tab === "dots") return row.dots ? [dots(row, width, height)] : waiting;
  if (tab === "drivers") return row.drivers ? drivers(row) : waiting;
  if (tab === "fields") return result.fields ? fields(start, result, width) : waiting;
  if (tab === "districts" && result.districts) {
    const note = districtsNote(width);
    return [tiles(start, result, width, besideNote(note, height)), note];
  }
  if (tab === "districts") return waiting;
  return row.confidence ? numbers(start, result) : waiting;
}

// Reading, outside view, break-even and confidence of a target: what a probability must not be read without.
function detail(target, row) {
  const parts = [row.reading ? say("detail-reading", { reading: readingOf(target, row) }) : ""];
  if (row.break_even) parts.push(say("detail-even", { sentence: row.break_even[lang()] }));
  if (target.outside_view !== null) parts.push(say("detail-view", { percent: Math.round(100 * target.outside_view) }));
  if (target.class === "C" && row.model_probability !== undefined) parts.push(say("detail-capacity", { percent: Math.round(100 * row.model_probability) }));
  if (row.confidence) parts.push(say("detail-confidence", { confidence: term("confidence", row.confidence) }));
  if (row.q05 !== undefined) parts.push(say("detail-expected", { number: count(row.expected), low: count(row.q05), high: count(row.q95) }));
  return parts.filter((part) => part).join(say("semicolon"));
}
