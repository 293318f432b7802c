// The page's wording in both languages, from the server's catalogue.
let catalogue = { zh: {}, en: {} };
let chosen = "zh";

// The language to open in: of the command line, else chosen before, else the browser's first.
export function firstLang(asked) {
  let before = null;
  try { before = localStorage.getItem("lang"); } catch (fault) { before = null; }
  const wished = [asked, before, ...navigator.languages].map((wish) => String(wish).slice(0, 2).toLowerCase());
  return wished.find((wish) => wish in catalogue) || "en";
}
export function load(words) { catalogue = words; }
export function lang() { return chosen; }
export function setLang(next) {
  chosen = next;
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
}

// The wording of a key with {places} filled; a missing key shows itself, so that a test sees it.
export function of(key, values) {
  const words = catalogue[chosen][key];
  if (words === undefined) return "[" + key + "]";
  return words.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
}
export function say(key, values) { return of(key, values); }
// "7", "<1" and ">99" runs of a hundred in words.
export function frequency(shown) {
  const key = { "<": "chance-below", ">": "chance-above" }[shown[0]] || "chance";
  return say(key, { shown: shown.replace(/^[<>]/, "") });
}
export function name(record) { return record.name[chosen]; }

// Money in million CNY, as this language counts it: Chinese by the hundred million.
export function perUnit() { return chosen === "zh" ? 100 : 1; }
export function unitDecimals() { return chosen === "zh" ? 2 : 0; }
export function amount(million, digits = unitDecimals()) { return (million / perUnit()).toFixed(digits); }
// The same for reading, not for typing: thousands apart.
export function grouped(million, digits) {
  const [whole, rest] = amount(million, digits).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? "." + rest : "");
}
export function money(million, digits) { return say("money", { amount: grouped(million, digits) }); }

// A likelihood word or a confidence word of the model ("very likely") in this language.
export function term(section, word) { return of(section + "." + word.replace(/ /g, "-")); }

export function translate(root) {
  root.querySelectorAll("[data-word]").forEach((element) => { element.textContent = say(element.dataset.word); });
  root.querySelectorAll("[data-label]").forEach((element) => { element.setAttribute("aria-label", say(element.dataset.label)); });
}
