// The scenario on the screen, with undo: preset, totals, amounts, switches, readings, reviews. Million CNY.
export const ROUNDING = 1e-6;
export const THOUSANDTHS = 1000; // of a million: what is typed or lent has no finer amounts

export class Scenario {
  constructor(start) {
    this.start = start;
    const base = start.presets[start.baseline];
    this.presets = {}; // the others come with what differs from the baseline
    Object.entries(start.presets).forEach(([id, changes]) => { this.presets[id] = { ...base, ...changes }; });
    this.locks = new Set();
    this.history = [];
    this.index = -1;
    this.push(this.fresh(start.baseline));
  }

  fresh(preset) {
    const from = this.presets[preset];
    return {
      preset, expenditure: from.expenditure, capital: from.capital,
      money: { ...from.money }, switches: { ...from.switches }, readings: { ...from.readings }, reviews: from.reviews.length > 0,
    };
  }

  get now() { return this.history[this.index]; }
  get canUndo() { return this.index > 0; }
  get canRedo() { return this.index < this.history.length - 1; }

  // A new state; what had been undone is forgotten. False where nothing changed.
  push(next) {
    if (this.index >= 0 && JSON.stringify(next) === JSON.stringify(this.now)) return false;
    this.history = this.history.slice(0, this.index + 1).concat([next]).slice(-200);
    this.index = this.history.length - 1;
    return true;
  }
  undo() { if (this.canUndo) this.index -= 1; }
  redo() { if (this.canRedo) this.index += 1; }

  floor(action) { return this.presets[this.now.preset].floors[action] || 0; }
  actions(pot) { return this.start.actions.filter((action) => action.pot === pot).map((action) => action.id); }
  pots() { return ["expenditure", "capital"].filter((pot) => this.actions(pot).length > 0); }
  allocated(pot, state) {
    const money = (state || this.now).money;
    return this.actions(pot).reduce((sum, id) => sum + money[id], 0);
  }
  unspent(pot, state) { return (state || this.now)[pot] - this.allocated(pot, state); }
  // How much more is asked than there is, 0 where it fits.
  over(pot, state) {
    const more = -this.unspent(pot, state);
    return more > ROUNDING ? more : 0;
  }
  balanced() { return this.pots().every((pot) => this.over(pot) === 0); }

  withMoney(action, million) { return { ...this.now, money: { ...this.now.money, [action]: million } }; }
  withTotal(pot, million) { return { ...this.now, [pot]: million }; }
  withSwitch(name, value) { return { ...this.now, switches: { ...this.now.switches, [name]: value } }; }
  withReviews(on) { return { ...this.now, reviews: on }; }
  withReading(target, reading) { return { ...this.now, readings: { ...this.now.readings, [target]: reading } }; }

  // What the unlocked others of a pot could give: nothing below what is committed, nothing of the asking action.
  lenders(pot, asking) {
    return this.actions(pot)
      .filter((id) => id !== asking && !this.locks.has(id))
      .map((id) => ({ id, spare: Math.max(0, this.now.money[id] - this.floor(id)) }))
      .filter((lender) => lender.spare > 0);
  }
  lendable(pot, asking) { return this.lenders(pot, asking).reduce((sum, lender) => sum + lender.spare, 0); }

  // The state after the others lent what is missing, in proportion to what each may give; null if they cannot.
  borrowed(pot, asking) {
    const missing = this.over(pot);
    const all = this.lendable(pot, asking);
    if (missing === 0 || all + ROUNDING < missing) return null;
    const money = { ...this.now.money };
    this.lenders(pot, asking).forEach((lender) => {
      const left = Math.floor((money[lender.id] - (missing * lender.spare) / all) * THOUSANDTHS) / THOUSANDTHS;
      money[lender.id] = Math.max(this.floor(lender.id), left);
    });
    return { ...this.now, money };
  }

  // Whether more than money differs from the baseline: switches, readings, or whether reviews are carried out.
  assumed() {
    const base = this.fresh(this.start.baseline);
    return ["switches", "readings", "reviews"].some((key) => JSON.stringify(this.now[key]) !== JSON.stringify(base[key]));
  }

  // The largest differences of money from the baseline, million CNY, largest first.
  moves(number) {
    const base = this.presets[this.start.baseline].money;
    return this.start.actions.map((action) => ({ id: action.id, million: this.now.money[action.id] - base[action.id] }))
      .filter((move) => Math.abs(move.million) >= 0.5)
      .sort((a, b) => Math.abs(b.million) - Math.abs(a.million)).slice(0, number);
  }

  isPreset() { return JSON.stringify(this.now) === JSON.stringify(this.fresh(this.now.preset)); }
  isBaseline() { return this.now.preset === this.start.baseline && this.isPreset(); }
  posted() { return { ...this.now }; }
}
