// The result in sentences: the targets together, and which of them moved.
import { beside, differs, known, size } from "./differences.js";
import { points } from "./drawing.js";
import { ordered } from "./order.js";
import { frequency, lang, name, say } from "./words.js";

const MOST_NAMED = 5;
const MOST_BESIDE = 3; // of those whose count alone moved, where others are named before them

// The expected number of targets met, and the baseline's by the same readings; the screen's numbers add up.
function met(together) {
  const gain = together.expected_difference;
  if (differs(gain)) return beside(together.expected_met, gain, 1);
  return { own: together.expected_met.toFixed(1), base: (together.expected_met - (gain ? gain.value : 0)).toFixed(1) };
}

export function joint(result) {
  const both = result.joint;
  const { own, base, size: number } = met(both);
  const line = say("joint", { chance: frequency(both.all_shown), expected: own, targets: both.targets });
  if (!differs(both.expected_difference)) return line;
  return line + say(both.expected_difference.value > 0 ? "joint-more" : "joint-fewer", { number, base });
}

export function sentence(start, result) {
  const targets = ordered(start).map((target) => ({ target, row: result.targets.find((entry) => entry.id === target.id) }));
  const expected = met(result.joint).own;
  const begin = recounted(targets, result.joint) +
    say(result.assumed ? "reading-assumed" : "reading", { expected, targets: result.joint.targets });
  if (!targets.some(({ row }) => known(row.difference))) return begin + say("reading-open");
  const moved = targets.filter(({ row }) => differs(row.difference))
    .sort((a, b) => Math.abs(b.row.difference.value) - Math.abs(a.row.difference.value));
  const counted = targets.filter(({ row }) => differs(row.count_difference) && !differs(row.difference));
  if (moved.length === 0) return begin + (counted.length > 0 ? say("reading-counts", { list: countList(counted) }) : say("reading-same"));
  const side = (key, part) => {
    if (part.length === 0) return "";
    return say(key, { number: part.length, list: list(part, ({ row }) => (row.difference.value < 0 ? "−" : "+") + points(row.difference.value)) });
  };
  const rest = result.joint.targets - moved.length;
  return begin + side("reading-up", moved.filter(({ row }) => row.difference.value > 0)) +
    side("reading-down", moved.filter(({ row }) => row.difference.value < 0)) +
    (rest > 0 ? say("reading-rest", { number: rest }) : "") +
    (counted.length > 0 ? say("reading-counts-too", { list: countList(counted, MOST_BESIDE) }) : "") + say("stop");
}

// Which targets are counted in another way than in the baseline, and what the baseline comes to when counted so.
function recounted(targets, together) {
  const changed = targets.filter(({ row }) => row.recounted);
  if (changed.length === 0) return "";
  const how = ({ target, row }) => say("recounted-one", { name: name(target), reading: readingOf(target, row) });
  return say("recounted", { list: changed.map(how).join(say("comma")), base: met(together).base, before: together.baseline_met.toFixed(1) });
}

// A reading by its name, with the number asked for where that is another one.
export function readingOf(target, row) {
  const reading = target.readings.find((entry) => entry.id === row.reading);
  const words = reading ? name(reading) : "";
  return row.number === target.number ? words : words + " " + row.needed[lang()];
}

function list(part, figure, most = MOST_NAMED) {
  const named = part.slice(0, most).map((entry) => name(entry.target) + " " + figure(entry));
  return named.join(say("comma")) + (part.length > most ? say("and-more", { number: part.length }) : "");
}

function countList(part, most) { return list(part, ({ row }) => size(row.count_difference), most); }
