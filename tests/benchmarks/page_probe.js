// Watches the page from inside, before any of its scripts runs: moments of release and of the first painted estimate.
(() => {
  const probe = { released: 0, armed: null, arrows: 0, statuses: [] };
  window.probe = probe;

  // The first stage that is read after a release, with the server's own account of its time.
  const parse = JSON.parse;
  JSON.parse = function (...given) {
    const made = parse.apply(this, given);
    if (made && made.seconds && probe.armed && !probe.armed.stage) {
      probe.armed.stage = { read: performance.now(), runs: made.runs, ...made.seconds };
    }
    return made;
  };

  // A message that is sent inside a frame is delivered when the frame has been drawn.
  const painted = (tell) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => tell(performance.now());
    port2.postMessage(0);
  });

  addEventListener("pointerup", () => { probe.released = performance.now(); }, true);
  addEventListener("change", (event) => {
    if (event.target.type !== "range") return;
    const armed = { released: probe.released };
    armed.promise = new Promise((resolve) => { armed.resolve = resolve; });
    probe.armed = armed;
  }, true);

  const targets = () => {
    const gains = [...document.querySelectorAll("#target-rows .gain")].map((one) => one.textContent);
    probe.arrows = Math.max(probe.arrows, gains.filter((text) => /^[▲▼]/.test(text)).length);
    const armed = probe.armed;
    if (!armed || !armed.stage || armed.seen) return;
    armed.seen = true;
    painted((now) => armed.resolve({
      total: now - armed.released, read: armed.stage.read - armed.released, runs: armed.stage.runs,
      waited: 1000 * armed.stage.waited, engine: 1000 * armed.stage.engine,
    }));
  };
  const status = () => painted(() => {
    const text = document.getElementById("status").textContent;
    if (probe.statuses[probe.statuses.length - 1] !== text) probe.statuses.push(text);
  });
  document.addEventListener("DOMContentLoaded", () => {
    const all = { childList: true, subtree: true, characterData: true };
    new MutationObserver(targets).observe(document.getElementById("target-rows"), all);
    new MutationObserver(status).observe(document.getElementById("status"), all);
  });
})();
