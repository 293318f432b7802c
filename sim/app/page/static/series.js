// Fan chart of a count, and quantile dots of its end.
import { canvas, colour, plain, svg, ticks } from "./drawing.js";
import { say } from "./words.js";

const [OWN, HALF, PALE, BASE, RULE, OFF, INK] = ["own", "half", "pale", "base", "rule", "off", "ink"].map(colour);

export function fan(row, months, width, height) {
  const picture = canvas(width, height, say("fan-label", { q05: plain(row.q05), q50: plain(row.q50), q95: plain(row.q95) }));
  const box = { left: 46, right: width - 12, top: 10, bottom: height - 18 };
  const top = 1.08 * Math.max(row.threshold, ...row.fan[4], ...row.baseline_fan, 1e-9);
  const x = (index) => box.left + ((box.right - box.left) * index) / (months.length - 1);
  const y = (value) => box.bottom - ((box.bottom - box.top) * value) / top;
  ticks(top, 4).forEach((value) => {
    picture.append(svg("line", { x1: box.left, x2: box.right, y1: y(value), y2: y(value), stroke: RULE }));
    picture.append(svg("text", { x: box.left - 5, y: y(value) + 4, "text-anchor": "end", class: "soft" }, plain(value)));
  });
  months.forEach((month, index) => {
    if ((index + 1) % (width < 500 ? 6 : 3) !== 0) return;
    const anchor = index === months.length - 1 ? "end" : "middle";
    picture.append(svg("text", { x: x(index), y: height - 4, "text-anchor": anchor, class: "soft" }, month));
  });
  const band = (low, high, fill) => {
    const forth = row.fan[high].map((value, index) => x(index) + "," + y(value));
    const back = row.fan[low].map((value, index) => x(index) + "," + y(value)).reverse();
    picture.append(svg("polygon", { points: forth.concat(back).join(" "), fill }));
  };
  const line = (values, stroke, dash) => picture.append(svg("polyline", {
    points: values.map((value, index) => x(index) + "," + y(value)).join(" "), fill: "none", stroke, "stroke-width": 2, "stroke-dasharray": dash,
  }));
  band(0, 4, PALE);
  band(1, 3, HALF);
  line(row.fan[2], OWN, "none");
  line(row.baseline_fan, BASE, "5 4");
  picture.append(svg("line", { x1: box.left, x2: box.right, y1: y(row.threshold), y2: y(row.threshold), stroke: INK, "stroke-width": 1.5 }));
  picture.append(svg("text", { x: box.left + 5, y: y(row.threshold) - 4 }, say("threshold", { number: plain(row.threshold) })));
  return picture;
}

// Fifty equally likely outcomes; those at or past the threshold are filled. A square grid would hide the distances.
export function dots(row, width, height) {
  const met = row.dots.filter((value) => value >= row.threshold).length;
  const label = say("dots-title", { met });
  const picture = canvas(width, height, label);
  const box = { left: 14, right: width - 14, top: 28, bottom: height - 24 };
  const low = Math.min(0, ...row.dots);
  const top = 1.05 * Math.max(row.threshold, ...row.dots, 1e-9);
  const x = (value) => box.left + ((box.right - box.left) * (value - low)) / (top - low);
  const radius = Math.min(7, (box.bottom - box.top) / 22, (box.right - box.left) / 60);
  ticks(top, 6).forEach((value) => {
    picture.append(svg("line", { x1: x(value), x2: x(value), y1: box.bottom, y2: box.bottom + 4, stroke: RULE }));
    picture.append(svg("text", { x: x(value), y: height - 6, "text-anchor": "middle", class: "soft" }, plain(value)));
  });
  picture.append(svg("line", { x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom, stroke: RULE }));
  const columns = new Map();
  row.dots.forEach((value) => {
    const column = Math.round(x(value) / (2 * radius));
    columns.set(column, (columns.get(column) || []).concat([value]));
  });
  const tallest = Math.max(...Array.from(columns.values(), (column) => column.length));
  const step = Math.min(2 * radius, (box.bottom - box.top) / tallest);
  columns.forEach((column, index) => column.forEach((value, level) => {
    const reached = value >= row.threshold;
    picture.append(svg("circle", {
      cx: Math.min(Math.max(index * 2 * radius, box.left), box.right), cy: box.bottom - radius - level * step, r: radius - 0.7,
      fill: reached ? OWN : "#fff", stroke: reached ? OWN : OFF, "stroke-width": 1.3,
    }));
  }));
  const at = x(row.threshold);
  picture.append(svg("line", { x1: at, x2: at, y1: box.top - 6, y2: box.bottom, stroke: INK, "stroke-width": 1.5 }));
  picture.append(svg("text", { x: at + (at > width / 2 ? -5 : 5), y: box.top + 4, "text-anchor": at > width / 2 ? "end" : "start" }, say("threshold", { number: plain(row.threshold) })));
  picture.append(svg("text", { x: box.left, y: 11, class: "soft" }, label));
  return picture;
}
