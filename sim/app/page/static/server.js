// All traffic with the server. A page has one run at a time; a new one ends the old.
const page = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
let running = null;

export class Gone extends Error {}
export class Refused extends Error {}

async function request(path, body, signal) {
  let answer;
  try {
    answer = await fetch(path, body === undefined ? { signal } : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal,
    });
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    throw new Gone(String(fault));
  }
  if (answer.ok) return answer;
  const reply = await answer.json().catch(() => ({}));
  const fault = new Refused(reply.sentence || String(answer.status));
  fault.busy = reply.kind === "busy";
  throw fault;
}

export async function start() { return (await request("api/start")).json(); }
export async function bought() { return (await request("api/bought")).json(); }
// A scenario file: as text where it is UTF-8, else as its bytes, which the server judges.
export async function open(bytes, lang) {
  let file;
  try {
    file = { toml: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (fault) {
    file = { base64: btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("")) };
  }
  return (await request("api/open", { ...file, lang })).json();
}
export async function picture(state, kind, lang) { return (await request("api/picture", { ...state, kind, lang })).blob(); }
export function stop() {
  if (running) running.abort();
  running = null;
}

// The stages of a state, one call of tell(stage) each, until the last. Silent when a newer run took its place.
export async function run(state, lang, tell) {
  stop();
  const mine = new AbortController();
  running = mine;
  try {
    const answer = await request("api/run", { ...state, page, lang }, mine.signal);
    await lines(answer.body.getReader(), (stage) => { if (running === mine) tell(stage); });
  } catch (fault) {
    if (fault.name === "AbortError" || running !== mine) return;
    throw fault;
  }
}

async function lines(reader, tell) {
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const part = await reader.read().catch((fault) => { throw fault.name === "AbortError" ? fault : new Gone(String(fault)); });
    if (part.done) return;
    const whole = (rest + decoder.decode(part.value, { stream: true })).split("\n");
    rest = whole.pop();
    whole.forEach((line) => tell(JSON.parse(line)));
  }
}
