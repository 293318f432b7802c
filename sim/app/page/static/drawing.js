// HTML and SVG elements; text is set as text, never read as markup.
const SPACE = "http://www.w3.org/2000/svg";

export function el(tag, options, children) {
  const node = document.createElement(tag);
  const { cls, text, on, data, ...rest } = options || {};
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  Object.entries(rest).forEach(([key, value]) => { if (value !== undefined) node.setAttribute(key, value); });
  Object.entries(on || {}).forEach(([kind, what]) => node.addEventListener(kind, what));
  Object.assign(node.dataset, data || {});
  (children || []).forEach((child) => node.append(child));
  return node;
}

export function svg(tag, attributes, text) {
  const node = document.createElementNS(SPACE, tag);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  if (text !== undefined) node.textContent = text;
  return node;
}

export function canvas(width, height, label) {
  const picture = svg("svg", { viewBox: "0 0 " + width + " " + height, height, role: "img" });
  picture.setAttribute("aria-label", label);
  return picture;
}

// About `number` round values from 0 to past `top`.
export function ticks(top, number) {
  const raw = Math.max(top, 1e-9) / number;
  const power = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 5, 10].map((size) => size * power).find((size) => size >= raw * 0.999);
  const values = [];
  for (let k = 0; k * step <= top * 1.0001; k += 1) values.push(k * step);
  return values;
}

export function plain(value) { return String(Number(value.toPrecision(4))); }

// A count or an expected count: no digit that nobody could defend.
export function count(value) { return Math.abs(value) >= 9.95 ? String(Math.round(value)) : String(Number(value.toFixed(1))); }

// A colour of page.css, which has the palette of all pictures.
export function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim(); }

// Percentage points of a difference, one decimal below one.
export function points(value) {
  const size = Math.abs(100 * value);
  return size >= 0.95 ? String(Math.round(size)) : size.toFixed(1);
}

// Arrow keys, Home and End among the tabs of a list.
export function tablist(root, choose) {
  root.addEventListener("keydown", (event) => {
    const tabs = Array.from(root.querySelectorAll("[role=tab]"));
    const index = tabs.indexOf(document.activeElement);
    const moves = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 };
    if (index < 0 || !(event.key in moves)) return;
    event.preventDefault();
    const next = tabs[(moves[event.key] + tabs.length) % tabs.length];
    choose(next);
    const again = document.getElementById(next.id);
    if (again) again.focus();
  });
}
