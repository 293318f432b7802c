// Two pictures of one count: its course with the middle half and nine runs of ten, and its end as fifty dots.
import { canvas, colour, plain, svg, ticks } from "./drawing.js";
import { say } from "./words.js";

const [OWN, HALF, PALE, BASE, RULE, OFF, INK] = ["own", "half", "pale", "base", "rule", "off", "ink"].map(colour);

export function fan(one, months, width, height) {
  const picture = canvas(width, height, say("fan-label", { q05: plain(one.q05), q50: plain(one.q50), q95: plain(one.q95) }));
  const box = { left: 46, right: width - 12, top: 10, bottom: height - 18 };
  const top = 1.08 * Math.max(one.threshold, ...one.fan[4], ...one.baseline_fan, 1e-9);
  const x = (place) => box.left + ((box.right - box.left) * place) / (months.length - 1);
  const y = (value) => box.bottom - ((box.bottom - box.top) * value) / top;
  ticks(top, 4).forEach((value) => {
    picture.append(svg("line", { x1: box.left, x2: box.right, y1: y(value), y2: y(value), stroke: RULE }));
    picture.append(svg("text", { x: box.left - 5, y: y(value) + 4, "text-anchor": "end", class: "soft" }, plain(value)));
  });
  months.forEach((month, place) => {
    if ((place + 1) % (width < 500 ? 6 : 3) !== 0) return;
    const anchor = place === months.length - 1 ? "end" : "middle";
    picture.append(svg("text", { x: x(place), y: height - 4, "text-anchor": anchor, class: "soft" }, month));
  });
  const band = (low, high, fill) => {
    const forth = one.fan[high].map((value, place) => x(place) + "," + y(value));
    const back = one.fan[low].map((value, place) => x(place) + "," + y(value)).reverse();
    picture.append(svg("polygon", { points: forth.concat(back).join(" "), fill }));
  };
  const line = (values, stroke, dash) => picture.append(svg("polyline", {
    points: values.map((value, place) => x(place) + "," + y(value)).join(" "), fill: "none", stroke, "stroke-width": 2, "stroke-dasharray": dash,
  }));
  band(0, 4, PALE);
  band(1, 3, HALF);
  line(one.fan[2], OWN, "none");
  line(one.baseline_fan, BASE, "5 4");
  picture.append(svg("line", { x1: box.left, x2: box.right, y1: y(one.threshold), y2: y(one.threshold), stroke: INK, "stroke-width": 1.5 }));
  picture.append(svg("text", { x: box.left + 5, y: y(one.threshold) - 4 }, say("threshold", { number: plain(one.threshold) })));
  return picture;
}

// Fifty equally likely outcomes; those at or past the threshold are filled. A square grid would hide the distances.
export function dots(one, width, height) {
  const met = one.dots.filter((value) => value >= one.threshold).length;
  const label = say("dots-title", { met });
  const picture = canvas(width, height, label);
  const box = { left: 14, right: width - 14, top: 28, bottom: height - 24 };
  const low = Math.min(0, ...one.dots);
  const top = 1.05 * Math.max(one.threshold, ...one.dots, 1e-9);
  const x = (value) => box.left + ((box.right - box.left) * (value - low)) / (top - low);
  const radius = Math.min(7, (box.bottom - box.top) / 22, (box.right - box.left) / 60);
  ticks(top, 6).forEach((value) => {
    picture.append(svg("line", { x1: x(value), x2: x(value), y1: box.bottom, y2: box.bottom + 4, stroke: RULE }));
    picture.append(svg("text", { x: x(value), y: height - 6, "text-anchor": "middle", class: "soft" }, plain(value)));
  });
  picture.append(svg("line", { x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom, stroke: RULE }));
  const columns = new Map();
  one.dots.forEach((value) => {
    const column = Math.round(x(value) / (2 * radius));
    columns.set(column, (columns.get(column) || []).concat([value]));
  });
  const tallest = Math.max(...Array.from(columns.values(), (column) => column.length));
  const step = Math.min(2 * radius, (box.bottom - box.top) / tallest);
  columns.forEach((column, place) => column.forEach((value, level) => {
    const reached = value >= one.threshold;
    picture.append(svg("circle", {
      cx: Math.min(Math.max(place * 2 * radius, box.left), box.right), cy: box.bottom - radius - level * step, r: radius - 0.7,
      fill: reached ? OWN : "#fff", stroke: reached ? OWN : OFF, "stroke-width": 1.3,
    }));
  }));
  const at = x(one.threshold);
  picture.append(svg("line", { x1: at, x2: at, y1: box.top - 6, y2: box.bottom, stroke: INK, "stroke-width": 1.5 }));
  picture.append(svg("text", { x: at + (at > width / 2 ? -5 : 5), y: box.top + 4, "text-anchor": at > width / 2 ? "end" : "start" }, say("threshold", { number: plain(one.threshold) })));
  picture.append(svg("text", { x: box.left, y: 11, class: "soft" }, label));
  return picture;
}
