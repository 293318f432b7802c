// The one order of the targets, in every list of the page: by class, and inside a class as the plan has them.
export const CLASSES = ["A", "B", "C"];

export function classes(start) {
  return CLASSES.map((kind) => ({ kind, targets: start.targets.filter((one) => one.class === kind) })).filter((one) => one.targets.length > 0);
}
export function ordered(start) { return classes(start).reduce((all, one) => all.concat(one.targets), []); }
