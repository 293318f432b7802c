// Order of the targets in every list: by class, then as in the plan.
export const CLASSES = ["A", "B", "C"];

export function classes(start) {
  return CLASSES.map((kind) => ({ kind, targets: start.targets.filter((target) => target.class === kind) })).filter((group) => group.targets.length > 0);
}
export function ordered(start) { return classes(start).reduce((all, group) => all.concat(group.targets), []); }
