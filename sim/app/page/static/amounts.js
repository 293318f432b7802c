// Typed amounts of money, parsed as sim/inputs/policy/amounts.py does: one table of cases tests both.
const UNITS = {
  "亿元": 100, "亿": 100, "千万元": 10, "千万": 10, "百万元": 1, "百万": 1, "万元": 0.01, "万": 0.01,
  "billion cny": 1000, "billion": 1000, "million cny": 1, "million": 1,
};
const AMOUNT = new RegExp("^\\+?((?:[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d*)?|\\d+(?:\\.\\d*)?|\\.\\d+)(?:e[+-]?\\d+)?)\\s*(" +
  Object.keys(UNITS).join("|") + ")?$");

// {typed, million, unit}: million CNY, and whether a unit was named; perUnit: million CNY in the unit of a number without one.
// Of what is no amount million is NaN, and fault the word of the catalogue that says why.
export function parseAmount(written, perUnit) {
  const typed = written.trim();
  const plain = narrow(typed).trim().toLowerCase();
  const match = AMOUNT.exec(plain);
  const million = match ? Number(match[1].replace(/,/g, "")) * (UNITS[match[2]] || perUnit) : NaN;
  if (isFinite(million)) return { typed, million: Math.round(million * 1000) / 1000, unit: match[2] !== undefined };
  const comma = match === null && plain.includes(",") && AMOUNT.test(plain.replace(/,/g, ""));
  return { typed, million: NaN, fault: comma ? "comma-not-thousands" : "not-a-number" };
}

// Only what a Chinese keyboard writes wide: normal forms would also read a square or a fraction as digits.
function narrow(text) {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (wide) => (wide === "\u3000" ? " " : String.fromCharCode(wide.charCodeAt(0) - 0xfee0)));
}
