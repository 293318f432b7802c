// The second tab: model switches, reviews and readings of the targets, each undoable.
import { el } from "./drawing.js";
import { classes } from "./order.js";
import { lang, name, of, say } from "./words.js";

export function paint(scenario, commit) {
  const panel = document.getElementById("panel-assumptions");
  const base = scenario.presets[scenario.start.baseline];
  const scroll = panel.scrollTop;
  const rows = [el("p", { cls: "small", text: say("assumptions-note") }), el("h2", { text: say("switches") })];
  Object.entries(scenario.start.switches).forEach(([id, values]) => {
    const words = (value) => (typeof value === "boolean" ? of("switch." + (value ? "on" : "off")) : of("switch." + id + "-" + value));
    const options = values.map((value) => [String(value), words(value)]);
    const change = (chosen) => commit(scenario.withSwitch(id, values.find((value) => String(value) === chosen)));
    rows.push(ask("switch-" + id, of("switch." + id), options, String(scenario.now.switches[id]), scenario.now.switches[id] !== base.switches[id], change));
  });
  const reviews = scenario.presets[scenario.now.preset].reviews;
  if (reviews.length > 0) {
    const options = [["true", of("switch.on")], ["false", of("switch.off")]];
    rows.push(el("h2", { text: say("reviews") }));
    rows.push(ask("reviews", say("reviews-ask"), options, String(scenario.now.reviews), !scenario.now.reviews,
      (chosen) => commit(scenario.withReviews(chosen === "true"))));
    rows.push(el("ul", { cls: "small" }, reviews.map((review) => el("li", { text: review[lang()] }))));
  }
  rows.push(el("h2", { text: say("readings") }));
  classes(scenario.start).forEach(({ kind, targets }) => {
    rows.push(el("div", { cls: "class", text: say("class", { kind, meaning: of("class." + kind) }) }));
    targets.forEach((target) => {
      const options = target.readings.map((reading) => [reading.id, name(reading)]);
      const now = scenario.now.readings[target.id];
      rows.push(ask("reading-" + target.id, name(target), options, now, now !== base.readings[target.id],
        (chosen) => commit(scenario.withReading(target.id, chosen))));
    });
  });
  const focused = document.activeElement && panel.contains(document.activeElement) ? document.activeElement.id : "";
  panel.replaceChildren(...rows);
  panel.scrollTop = scroll;
  if (focused) document.getElementById(focused).focus();
}

function ask(id, label, options, now, changed, change) {
  const select = el("select", { id, on: { change: () => change(select.value) } },
    options.map(([value, text]) => el("option", { value, text })));
  select.value = now;
  select.title = options.find((option) => option[0] === now)[1];
  return el("div", { cls: "ask" + (changed ? " changed" : "") }, [el("label", { for: id }, [el("span", { text: label })]), select]);
}
