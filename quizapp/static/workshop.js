// A room's screens: they follow what the server tells, and send votes and steps.
// Stages come as HTML that our own server drew and escaped; nothing else is taken in.

const room = document.querySelector("[data-room]");
const stage = room.querySelector(".stage");
const lost = room.querySelector(".link-lost");
const policy = globalThis.trustedTypes?.createPolicy("stages", { createHTML: (drawn) => drawn });
let version = Number(room.dataset.version);
let counted = null;
let own = room.dataset.own ?? "";

// ---- what the server tells -------------------------------------------------

const POLL = 2000, RETRY = 30000;
let stream = null, polling = null, etag = "";

function listen() {
  stream?.close();
  stream = new EventSource(room.dataset.room);
  stream.addEventListener("stage", (event) => { connected(true); show(JSON.parse(event.data)); });
  stream.addEventListener("count", (event) => { connected(true); count(JSON.parse(event.data)); });
  stream.addEventListener("open", () => { connected(true); stopPolling(); });
  // The browser tries again by itself; until it succeeds, asking does as well.
  stream.addEventListener("error", () => poll());
}

// Some networks hold back a stream for ever without an error: ask as long as it is silent.
const silent = setTimeout(() => poll(), 4000);

function poll() {
  if (polling) return;
  polling = setInterval(ask, POLL);
  ask();
  if (stream?.readyState === EventSource.CLOSED) setTimeout(listen, RETRY);
}

function stopPolling() {
  clearTimeout(silent);
  clearInterval(polling);
  polling = null;
}

async function ask() {
  try {
    const answer = await fetch(room.dataset.state, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
    if (answer.status === 404 || answer.status === 401) return location.reload();
    connected(answer.status < 500);
    if (answer.status !== 200) return;
    etag = answer.headers.get("ETag") ?? "";
    const told = await answer.json();
    if (told.counted) count(told.counted);
    show(told);
  } catch { connected(false); }
}

const connected = (there) => { lost.hidden = there; };

addEventListener("online", () => { listen(); ask(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) { listen(); ask(); } });
addEventListener("pagehide", () => stream?.close());

// ---- showing ---------------------------------------------------------------

function show(told) {
  if (told.version === version) return;
  if (told.version < version) return location.reload();
  const before = stage.querySelector("[name=position]")?.value;
  version = told.version;
  const sheet = document.createElement("template");
  sheet.innerHTML = policy ? policy.createHTML(told.html) : told.html;
  stage.replaceChildren(sheet.content);
  const after = stage.querySelector("[name=position]")?.value;
  const turn = stage.querySelector("[name=turn]")?.value;
  if (turn && (before !== after || turn === "2") && mine() === null) own = "";
  settle();
  stage.querySelector("h1")?.focus({ preventScroll: false });
  scrollTo({ top: 0 });
}

// What this phone sent, by place and turn: kept so that a reload of the stage shows it.
const key = () => {
  const at = stage.querySelector("[name=position]")?.value;
  return at ? `${location.pathname}#${at}:${stage.querySelector("[name=turn]").value}` : null;
};
const mine = () => { try { return key() && sessionStorage.getItem(key()); } catch { return null; } };

function settle() {
  const form = stage.querySelector("form.vote");
  if (form) {
    const sent = mine();
    form.hidden = Boolean(sent) || form.hidden;
    stage.querySelector(".is-in").hidden = !form.hidden;
  }
  for (const saying of stage.querySelectorAll("[data-choice]")) saying.hidden = saying.dataset.choice !== own;
  for (const words of stage.querySelectorAll(".words")) words.addEventListener("change", say);
  say();
  if (counted) count(counted);
}

function say() {
  const output = stage.querySelector("[data-count][data-one]");
  if (!output) return;
  const marked = stage.querySelectorAll(".words :checked").length;
  output.textContent = marked === 1 ? output.dataset.one : output.dataset.many.replace("#", marked);
}

function count(told) {
  counted = told;
  const put = (name, text) => stage.querySelectorAll(`[data-count=${name}]`).forEach((e) => { e.textContent = text; });
  put("here", (room.dataset.here ?? "").replace("#n", told.here));
  put("voted", (room.dataset.voted ?? "").replace("#n", told.voted).replace("#all", told.seated));
  list("[data-names]", told.names.map((name) => [name, false]));
  const waiting = told.waiting.length ? told.waiting.map((w) => [w.name, w.away]) : told.names.map((name) => [name, false]);
  list("[data-waiting]", stage.querySelector("[data-clock]") && told.waiting.length === 0 && told.voted ? [] : waiting);
  tally(told);
}

function list(where, names) {
  const into = stage.querySelector(where);
  into?.replaceChildren(...names.map(([name, away]) => {
    const item = document.createElement("li");
    item.textContent = away ? `${name} · ${room.dataset.away ?? ""}` : name;
    return item;
  }));
}

function tally(told) {
  const into = stage.querySelector("[data-tally]");
  if (!into) return;
  if (told.seated > 60) {
    const bar = document.createElement("progress");
    bar.max = told.seated;
    bar.value = told.voted;
    return into.replaceChildren(bar);
  }
  into.replaceChildren(...Array.from({ length: told.seated }, (_, n) => {
    const stroke = document.createElement("i");
    if (n < told.voted) stroke.className = "in";
    return stroke;
  }));
}

setInterval(() => {
  for (const clock of stage.querySelectorAll("[data-since]")) {
    const gone = Math.max(0, Math.round((Date.now() - Date.parse(clock.dataset.since)) / 1000));
    const left = clock.dataset.seconds ? Math.max(0, clock.dataset.seconds - gone) : gone;
    const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (clock.dataset.seconds === undefined || room.classList.contains("wall")) clock.textContent = words;
  }
}, 1000);

// ---- sending ---------------------------------------------------------------

async function send(form, fields) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-Requested-With": "fetch", "X-CSRFToken": room.dataset.token },
  });
  const told = answer.status === 204 ? {} : await answer.json();
  return { ok: answer.ok, ...told };
}

stage.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form.vote, [data-step]")) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  const fields = new FormData(form, event.submitter);
  fields.delete("csrf_token");
  if (event.submitter?.dataset.ask && !confirm(event.submitter.dataset.ask)) return;
  form.dataset.sending = "yes";
  const said = form.querySelector(".problem") ?? room.querySelector(".said");
  try {
    const told = await send(form, fields);
    if (said) { said.textContent = told.problem ?? ""; said.hidden = !told.problem; }
    if (form.matches(".vote") && told.ok) voted(form, told.own);
    if (!told.ok) ask();
  } catch {
    // What was chosen stays in the form; sending it again counts once.
    connected(false);
  }
  delete form.dataset.sending;
});

function voted(form, name) {
  own = name;
  try { sessionStorage.setItem(key(), name); } catch { /* private windows have none */ }
  form.hidden = true;
  const thanks = stage.querySelector(".is-in");
  thanks.hidden = false;
  thanks.querySelector("h1").focus();
}

// ---- the host's keys: a presenter's clicker sends arrows and page keys ------

const STEPS = [" ", "ArrowRight", "PageDown"];
addEventListener("keydown", (event) => {
  const next = stage.querySelector("[data-step] .next");
  if (!next || !STEPS.includes(event.key) || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("button, a, input, select, textarea, summary") && event.key === " ") return;
  event.preventDefault();
  next.click();
});

settle();
listen();
