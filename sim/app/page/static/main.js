// The page: what is on the screen goes to the server on every commit, what comes back is painted.
import * as assumptions from "./assumptions.js";
import * as chart from "./chart.js";
import { el, tablist } from "./drawing.js";
import * as files from "./exports.js";
import { menu } from "./menus.js";
import * as moneyColumn from "./money.js";
import { joint, sentence } from "./sentences.js";
import * as server from "./server.js";
import * as share from "./share.js";
import { Scenario } from "./state.js";
import * as targets from "./targets.js";
import { firstLang, lang, load, name, say, setLang, translate } from "./words.js";

const MOST_KEPT = 4;
const by = (id) => document.getElementById(id);
const kept = [];
let start, scenario, selected;
let shown = null; // the last good stage, whichever state it was of
let pictured = null; // the last stage that carries pictures
let painted = []; // what the picture on the screen was drawn from
let done = null; // the finished result of the state on the screen
let status = { key: "loading", values: {} };

function setStatus(key, values) {
  status = { key, values: values || {} };
  by("progress").style.width = key === "estimate" ? (100 * values.runs) / values.of + "%" : "0";
  by("status").textContent = say(key, values);
}

function notice(sentence, retry) {
  by("notice-text").textContent = sentence;
  by("notice").hidden = sentence === "";
  by("retry").hidden = !retry;
}

function stale(results, pictures) {
  by("targets").classList.toggle("stale", results);
  by("chart").classList.toggle("stale", pictures);
  by("rows").classList.toggle("stale", results);
}

function commit(next) {
  if (!scenario.push(next)) return moneyColumn.paint();
  return changed();
}

function changed() {
  notice("");
  done = null;
  if (!scenario.balanced()) server.stop();
  const running = scenario.balanced() ? run() : null; // asked first: neither painting nor the address is waited for
  share.address();
  paintState();
  if (running) return running;
  setStatus("not-run");
  return stale(true, true);
}

async function run() {
  const ours = shown === null || (shown.kind === "shipped" && scenario.isBaseline()); // what is shown is of this state
  stale(!ours, pictured !== null);
  setStatus("running");
  try {
    await server.run(scenario.posted(), lang(), onStage);
  } catch (fault) {
    stale(true, true);
    if (fault.busy) {
      setStatus("busy");
      setTimeout(() => { if (done === null && scenario.balanced()) run(); }, 2000);
    } else if (fault instanceof server.Refused) {
      setStatus("refused");
      notice(fault.message);
    } else if (fault instanceof server.Gone) {
      setStatus("gone");
      notice(say("gone-long"), true);
    } else throw fault; // a fault of the page itself is not the server's
  }
}

function onStage(stage) {
  if (stage.kind === "stopped") return;
  if (stage.kind === "error") {
    stale(true, true);
    setStatus("refused");
    notice(stage.sentence);
    return;
  }
  const before = pictured;
  shown = { ...stage, assumed: scenario.assumed(), amounts: { ...scenario.now.money } };
  if (stage.targets.some((target) => target.fan)) pictured = shown;
  if (stage.kind === "result") {
    done = shown;
    setStatus(stage.failed ? "done-failed" : "done", { runs: stage.runs, failed: stage.failed });
    by("live").textContent = sentence(start, shown) + joint(shown);
  } else {
    setStatus("estimate", { runs: stage.runs, of: stage.of });
  }
  stale(false, pictured !== shown && before !== null);
  paintResult();
}

function paintState() {
  moneyColumn.paint();
  assumptions.paint(scenario, commit);
  by("undo").disabled = !scenario.canUndo;
  by("redo").disabled = !scenario.canRedo;
  by("reset").disabled = scenario.isPreset();
  const select = by("preset");
  const options = Object.entries(scenario.presets).map(([id, preset]) => el("option", { value: id, text: name(preset) }));
  if (!scenario.isPreset()) options.unshift(el("option", { value: "", text: say("own", { name: name(scenario.presets[scenario.now.preset]) }) }));
  select.replaceChildren(...options);
  select.value = scenario.isPreset() ? scenario.now.preset : "";
  fileButtons();
}

function fileButtons() {
  ["save", "png", "svg", "command"].forEach((id) => { by(id).disabled = done === null; });
  by("keep").disabled = done === null || kept.length >= MOST_KEPT;
}

function paintResult() {
  if (shown) {
    moneyColumn.expect(shown.money, shown.amounts);
    targets.paint(start, shown, selected, (id) => {
      selected = id;
      paintResult();
    });
  }
  const next = [pictured || shown, selected, kept.length, lang()];
  if (next.some((value, index) => value !== painted[index])) { // an estimate that brings no picture leaves the old one alone
    painted = next;
    chart.paint(start, pictured || shown, selected, kept, (index) => {
      kept.splice(index, 1);
      paintResult();
    });
  }
  fileButtons();
}

function paintAll() {
  document.title = say("title");
  translate(document);
  by("language").textContent = lang() === "zh" ? "English" : "中文";
  by("language").lang = lang() === "zh" ? "en" : "zh-CN";
  document.querySelectorAll("h2").forEach((title) => { title.dataset.stale = say("stale"); });
  setStatus(status.key, status.values);
  moneyColumn.build(scenario, commit, notice);
  paintState();
  paintResult();
}

function leftTab(id) {
  ["money", "assumptions"].forEach((tab) => {
    by("tab-" + tab).setAttribute("aria-selected", tab === id);
    by("tab-" + tab).tabIndex = tab === id ? 0 : -1;
    by("panel-" + tab).hidden = tab !== id;
  });
}

async function picture(kind) {
  try {
    const name = (done.scenario || "forecast") + "." + kind;
    files.download(await server.picture(scenario.posted(), kind, lang()), name);
  } catch (fault) {
    notice(fault instanceof server.Refused ? fault.message : say("gone-long"));
  }
}

async function opened(file) {
  if (file.size > 60000) return notice(say("file-large"));
  try {
    const answer = await server.open(await file.arrayBuffer(), lang());
    scenario.presets[answer.id] = answer.preset;
    return commit(scenario.fresh(answer.id));
  } catch (fault) {
    return notice(fault instanceof server.Refused ? fault.message : say("gone-long"));
  }
}

async function copied(text) { notice(say((await files.copy(text)) ? "copied" : "not-copied", { text })); }

function wire() {
  const step = (move) => () => {
    moneyColumn.settle();
    scenario[move]();
    changed();
  };
  by("undo").addEventListener("click", step("undo"));
  by("redo").addEventListener("click", step("redo"));
  by("reset").addEventListener("click", () => commit(scenario.fresh(scenario.now.preset)));
  by("preset").addEventListener("change", (event) => { if (event.target.value) commit(scenario.fresh(event.target.value)); });
  by("language").addEventListener("click", () => {
    setLang(lang() === "zh" ? "en" : "zh");
    try { localStorage.setItem("lang", lang()); } catch (fault) { notice(""); }
    paintAll();
  });
  by("keep").addEventListener("click", () => {
    const letter = ["A", "B", "C", "D"].find((mark) => !kept.some((other) => other.letter === mark));
    kept.push({ letter, preset: scenario.presets[scenario.now.preset], own: !scenario.isPreset(), moves: scenario.moves(2), result: done });
    chart.show("compare");
    paintResult();
  });
  by("copy").addEventListener("click", () => {
    share.handedOn();
    copied(share.code());
  });
  by("command").addEventListener("click", () => copied(done.command));
  by("save").addEventListener("click", () => {
    files.text(done.toml, done.scenario + ".toml");
    share.handedOn();
  });
  by("open").addEventListener("click", () => by("file").click());
  by("file").addEventListener("change", () => {
    if (by("file").files[0]) opened(by("file").files[0]);
    by("file").value = "";
  });
  by("png").addEventListener("click", () => picture("png"));
  by("svg").addEventListener("click", () => picture("svg"));
  by("files-list").addEventListener("click", menu(by("files"), by("files-list")));
  by("dismiss").addEventListener("click", () => notice(""));
  by("retry").addEventListener("click", () => { notice(""); run(); });
  ["money", "assumptions"].forEach((id) => by("tab-" + id).addEventListener("click", () => leftTab(id)));
  tablist(by("left-tabs"), (next) => leftTab(next.id.replace("tab-", "")));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.tagName === "INPUT" && event.target.type === "text";
    if (!(event.ctrlKey || event.metaKey) || typing) return;
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") {
      event.preventDefault();
      by(key === "y" || event.shiftKey ? "redo" : "undo").click();
    }
  });
  window.addEventListener("hashchange", () => { if (share.fromAddress()) changed(); });
}

async function begin() {
  try {
    start = await server.start();
  } catch (fault) {
    document.body.textContent = "xiandao page";
    return;
  }
  load(start.words);
  setLang(firstLang(start.lang));
  scenario = new Scenario(start);
  const first = start.targets.find((target) => target.class === "A") || start.targets[0];
  selected = first.id;
  if (start.shipped) {
    shown = { ...start.shipped, amounts: scenario.presets[start.baseline].money };
    setStatus("shipped", { runs: shown.runs });
  }
  share.wire(scenario, notice, commit, () => kept.length > 0);
  share.fromAddress();
  const message = by("notice-text").textContent;
  chart.build();
  wire();
  paintAll();
  if (scenario.balanced()) run();
  else { setStatus("not-run"); stale(true, true); }
  if (message) notice(message);
  server.bought().then(moneyColumn.tellBought).catch(() => {}); // the page stands without
}

begin();
