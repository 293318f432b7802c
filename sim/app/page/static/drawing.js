// Elements of HTML and SVG. Text is always set as text: nothing from a server or a file is read as markup.
const SPACE = "http://www.w3.org/2000/svg";

export function el(tag, options, children) {
  const made = document.createElement(tag);
  const { cls, text, on, data, ...rest } = options || {};
  if (cls) made.className = cls;
  if (text !== undefined) made.textContent = text;
  Object.entries(rest).forEach(([key, value]) => { if (value !== undefined) made.setAttribute(key, value); });
  Object.entries(on || {}).forEach(([kind, what]) => made.addEventListener(kind, what));
  Object.assign(made.dataset, data || {});
  (children || []).forEach((child) => made.append(child));
  return made;
}

export function svg(tag, attributes, text) {
  const made = document.createElementNS(SPACE, tag);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (text !== undefined) made.textContent = text;
  return made;
}

export function canvas(width, height, label) {
  const made = svg("svg", { viewBox: "0 0 " + width + " " + height, height, role: "img" });
  made.setAttribute("aria-label", label);
  return made;
}

// About `number` round values from 0 to past `top`.
export function ticks(top, number) {
  const raw = Math.max(top, 1e-9) / number;
  const power = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= raw * 0.999);
  const values = [];
  for (let place = 0; place * step <= top * 1.0001; place += 1) values.push(place * step);
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
    const here = tabs.indexOf(document.activeElement);
    const moves = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 };
    if (here < 0 || !(event.key in moves)) return;
    event.preventDefault();
    const next = tabs[(moves[event.key] + tabs.length) % tabs.length];
    choose(next);
    const again = document.getElementById(next.id);
    if (again) again.focus();
  });
}
