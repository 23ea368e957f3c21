// A room's screens: they follow what the server tells, and send votes and steps.
// Stages come as HTML that our own server drew and escaped; nothing else is taken in.

const room = document.querySelector("[data-room]");
const stage = room.querySelector(".stage");
const lost = room.querySelector(".link-lost");
const policy = globalThis.trustedTypes?.createPolicy("stages", { createHTML: (drawn) => drawn });
const is = (face) => room.classList.contains(face);
const all = (selector) => stage.querySelectorAll(selector);
const one = (selector) => stage.querySelector(selector);
let version = Number(room.dataset.version);
let counted = null;

function read(html) {
  const sheet = document.createElement("template");
  sheet.innerHTML = policy ? policy.createHTML(html) : html;
  return sheet.content;
}

// ---- what the server tells -------------------------------------------------

const POLL = 2000, SILENCE = 4000, HUSH = 40000, RETRY = 30000;
let stream = null, polling = null, retrying = null, silent = null, etag = "";
let events = 0, asked = 0, answered = 0;

function listen() {
  clearTimeout(retrying);
  stream?.close();
  stream = new EventSource(room.dataset.room);
  expect(SILENCE, poll);
  stream.addEventListener("stage", (event) => { heard(); events += 1; follow(JSON.parse(event.data)); });
  stream.addEventListener("count", (event) => { heard(); events += 1; count(JSON.parse(event.data)); });
  stream.addEventListener("here", heard);
  stream.addEventListener("error", () => {
    poll();
    // The browser tries again by itself, unless it was refused.
    if (stream.readyState === EventSource.CLOSED) retrying = setTimeout(listen, RETRY);
  });
}

// Some networks hold back a stream for ever without an error, or only what comes after
// its head: ask as long as no event is heard. The server tells one every fifteen seconds.
function expect(within, otherwise) {
  clearTimeout(silent);
  silent = setTimeout(otherwise, within);
}

function heard() {
  connected(true);
  stopPolling();
  expect(HUSH, () => { poll(); listen(); });
}

function poll() {
  if (polling) return;
  polling = setInterval(ask, POLL);
  ask();
}

function stopPolling() {
  clearInterval(polling);
  polling = null;
}

// A network may let through an old stage late: the server says whether it went back.
function follow(told) {
  if (told.version >= version) return show(told);
  etag = "";
  ask();
}

// What the stream told meanwhile, or the answer to a later question, is newer.
async function ask() {
  const before = events, question = asked += 1;
  try {
    const answer = await fetch(room.dataset.state, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
    if (answer.status === 404 || answer.status === 401) return location.reload();
    connected(answer.status < 500);
    if (answer.status !== 200) return;
    const told = await answer.json();
    if (before !== events || question < answered) return;
    answered = question;
    etag = answer.headers.get("ETag") ?? "";
    if (told.counted) count(told.counted);
    show(told);
  } catch { connected(false); }
}

// A vote that did not get through goes out by itself once the way is free; one that was
// changed meanwhile waits for whoever changed it.
let unsent = null;
function connected(there) {
  lost.hidden = there;
  if (!there || !unsent) return;
  const form = unsent;
  unsent = null;
  if (stage.contains(form) && !form.hidden) form.requestSubmit();
}
stage.addEventListener("change", () => { unsent = null; });

addEventListener("online", () => { listen(); ask(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) { listen(); ask(); } });
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", (event) => { if (event.persisted) { listen(); ask(); } });

// ---- showing ---------------------------------------------------------------

const where = () => one("[data-at]")?.dataset.at;

function show(told) {
  if (told.version === version) return;
  if (told.version < version) return location.reload();
  version = told.version;
  const before = where(), held = heldIn();
  const content = read(told.html), drawn = content.querySelector("[data-at]");
  if (isOut(drawn)) return location.reload();
  // The door was closed, or somebody else left: what is chosen here stays chosen.
  if (before && drawn?.dataset.at === before) return;
  stage.replaceChildren(content);
  settle();
  if (is("phone")) {
    one("h1")?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  } else if (held) (one(held) ?? one(".next"))?.focus({ preventScroll: true });
}

// What has the focus keeps it in the next drawing; a door that was closed can be opened.
const TURNED = { lock: "unlock", unlock: "lock" };
function heldIn() {
  const active = document.activeElement;
  if (!stage.contains(active)) return "";
  if (active.closest(".sure-end")) return ".sure-end summary";
  const door = TURNED[active.value];
  return door ? `[value=${door}], [value=${active.value}]` : `[name=step][value="${CSS.escape(active.value ?? "")}"]`;
}

// Escape leaves the question whether it is to end.
stage.addEventListener("keydown", (event) => {
  const sure = event.target.closest(".sure-end[open]");
  if (event.key !== "Escape" || !sure) return;
  sure.open = false;
  sure.querySelector("summary").focus();
});

function isOut(drawn) {
  return drawn?.dataset.out.split(" ").includes(room.dataset.seat);
}

function settle() {
  if (is("phone")) settleOwn();
  for (const words of all(".words")) words.addEventListener("change", sayMarked);
  sayMarked();
  if (counted) count(counted);
  if (is("host")) listEverybody();
  tick();
  fit();
}

function sayMarked() {
  const output = one("[data-count][data-one]");
  if (!output) return;
  const marked = all(".words :checked").length;
  output.textContent = marked === 1 ? output.dataset.one : output.dataset.many.replace("#", marked);
}

// ---- a phone's own votes ----------------------------------------------------

const TURNS = { voting: 1, revoting: 2 };
const votes = new Map();
const kept = `votes ${location.pathname}`;

function place() {
  const [position, name] = (where() ?? ":").split(":");
  return { position, name, turn: TURNS[name] };
}

function remember(position, turn, vote) {
  votes.set(`${position}:${turn}`, vote);
  try { sessionStorage.setItem(kept, JSON.stringify([...votes])); } catch { /* private windows have none */ }
}

function recall() {
  try { for (const [key, vote] of JSON.parse(sessionStorage.getItem(kept)) ?? []) votes.set(key, vote); } catch { /* nothing was kept */ }
  const { position, turn } = place();
  if (room.dataset.own) remember(position, turn ?? 1, { own: room.dataset.own, said: room.dataset.said });
}

function ownVote() {
  const { position, turn } = place();
  return turn ? votes.get(`${position}:${turn}`) : votes.get(`${position}:2`) ?? votes.get(`${position}:1`);
}

function settleOwn() {
  const { name, turn } = place(), mine = ownVote();
  if (mine) for (const said of all("[data-said]")) said.textContent = mine.said;
  for (const saying of all("[data-if-said]")) saying.hidden = !mine;
  for (const team of all("[data-team]")) team.hidden = team.dataset.team !== room.dataset.team;
  const form = one("form.vote");
  if (turn && form) {
    form.hidden = Boolean(mine) || form.hidden;
    one(".is-in").hidden = !form.hidden;
  }
  for (const token of all("[name=csrf_token]")) token.value = room.dataset.token;
  settleTest("tested" in room.dataset);
  if (name === "discussing" && !mine) askOwn();
  if (name === "revealed") settleTold(mine);
}

// The test before is left and come back to by the page's own links.
function settleTest(isIn) {
  for (const form of all("[data-untested]")) form.hidden = isIn;
  for (const said of all("[data-tested]")) said.hidden = !isIn;
}

function settleTold(mine) {
  const sayings = [...all("[data-choice]")];
  for (const saying of sayings) saying.hidden = saying.dataset.choice !== mine?.own;
  const told = one("[data-told]"), board = one("[data-board]");
  const isKnown = sayings.some((saying) => !saying.hidden) || told.textContent;
  told.hidden = sayings.some((saying) => !saying.hidden);
  if (!isKnown || (board && !board.textContent)) askOwn();
}

// Sent to all, a stage says nothing of anybody. Whoever needs more asks, not all at once.
const SPREAD = 4000;
async function askOwn() {
  const asked = where();
  await new Promise((done) => { setTimeout(done, Math.random() * SPREAD); });
  if (where() !== asked) return;
  try {
    const answer = await fetch(room.dataset.mine, { cache: "no-store" });
    const told = answer.ok ? await answer.json() : null;
    if (told && where() === asked) tellOwn(told);
  } catch { /* the next stage asks again */ }
}

function tellOwn(told) {
  const { position, name } = place();
  if (told.own) remember(position, 1, told);
  for (const board of all("[data-board]")) board.textContent = told.board;
  for (const said of all("[data-said]")) said.textContent = told.said;
  for (const saying of all("[data-if-said]")) saying.hidden = !told.own;
  if (name !== "revealed" || [...all("[data-choice]")].some((saying) => !saying.hidden)) return;
  one("[data-told]").textContent = told.told;
  one("[data-told]").hidden = !told.own;
  one("[data-none]").hidden = Boolean(told.own);
}

// ---- counts, for the host and the wall --------------------------------------

function count(told) {
  counted = told;
  const fill = (name, text) => all(`[data-count=${name}]`).forEach((e) => { if (e.textContent !== text) e.textContent = text; });
  const { here, voted, tested, awayMany } = room.dataset;
  const away = awayMany && told.seated > told.here ? `, ${awayMany.replace("#n", told.seated - told.here)}` : "";
  fill("here", (room.dataset[`here-${told.here}`] ?? here ?? "").replace("#n", told.here) + away);
  fill("tested", (told.seated && tested || "").replace("#n", told.tested).replace("#all", told.seated));
  fill("voted", (voted ?? "").replace("#n", told.voted).replace("#all", told.seated));
  list("[data-names]", told.names.map((name) => [name, false]), told.seated ? room.dataset.unlisted : room.dataset.nobody);
  const unnamed = told.seated - told.voted - told.waiting.length;
  const more = unnamed > 0 ? room.dataset.unnamed?.replace("#n", unnamed) : "";
  list("[data-waiting]", [...told.waiting.map((w) => [w.name, w.away]), ...(more ? [[more, false]] : [])],
    told.seated ? room.dataset.allIn : room.dataset.nobody);
  for (const into of all("[data-tally]")) tally(into, told[into.dataset.tally], told.seated);
  listEverybody();
  fit();
}

function list(selector, names, none) {
  const shown = names.length || !none ? names : [[none, false]];
  one(selector)?.replaceChildren(...shown.map(([name, away]) => {
    const item = document.createElement("li");
    item.textContent = away ? `${name} · ${room.dataset.away ?? ""}` : name;
    return item;
  }));
}

const STROKES = 60;
function tally(into, some, of) {
  if (of > STROKES) {
    const bar = document.createElement("progress");
    bar.max = of;
    bar.value = some;
    return into.replaceChildren(bar);
  }
  into.replaceChildren(...Array.from({ length: of }, (_, n) => {
    const stroke = document.createElement("i");
    if (n < some) stroke.className = "in";
    return stroke;
  }));
}

// The host's list of names with their buttons: fetched while it is open and others come.
// An answer that comes after a newer question is old news, and is not drawn.
const everybody = document.querySelector("[data-everybody]");
let listed = "", pressed = -1, questions = 0, pressing = 0;
const sitting = () => `${version} ${counted?.seated}`;
function listEverybody() {
  if (!everybody?.closest("details").open || !counted || pressing) return;
  if (sitting() !== listed && !everybody.contains(document.activeElement)) askEverybody();
}
async function askEverybody() {
  const question = questions += 1;
  listed = sitting();
  try {
    const answer = await fetch(room.dataset.list, { cache: "no-store" });
    const drawn = answer.ok && await answer.text();
    if (drawn && question === questions) redraw(drawn);
  } catch { listed = ""; }
}
// The button that was pressed, or the one that has come in its place, has the focus again.
function redraw(drawn) {
  const buttons = () => [...everybody.querySelectorAll("button")];
  const at = Math.max(buttons().indexOf(document.activeElement), pressed);
  pressed = -1;
  everybody.replaceChildren(read(drawn));
  buttons()[at]?.focus({ preventScroll: true });
}
everybody?.closest("details").addEventListener("toggle", listEverybody);
everybody?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const fields = new FormData(event.target);
  pressed = [...everybody.querySelectorAll("button")].indexOf(document.activeElement);
  document.activeElement.blur();
  questions += 1; // what was asked before this is old news
  pressing += 1;
  try { await send(event.target, fields); } catch { connected(false); }
  pressing -= 1;
  if (!pressing) askEverybody();
});
if (["#names", "#hosts"].includes(location.hash)) document.querySelector(location.hash)?.setAttribute("open", "");

// The wall takes the largest type with which everything is seen at once.
const SIZES = 9;
function fit() {
  const sheet = is("wall") && one("[data-fit]");
  if (!sheet) return;
  for (let size = 0; size < SIZES; size += 1) {
    sheet.dataset.fit = size;
    if (room.scrollHeight <= room.clientHeight + 1 && room.scrollWidth <= room.clientWidth + 1) return;
  }
}
addEventListener("resize", fit);
document.fonts?.ready.then(fit);

// The clock is the server's; a phone's own may be minutes off.
const skew = Date.now() - Date.parse(room.dataset.now);
function tick() {
  for (const clock of all("[data-since]")) {
    const gone = Math.max(0, Math.round((Date.now() - skew - Date.parse(clock.dataset.since)) / 1000));
    const { seconds } = clock.dataset;
    const left = seconds ? Math.max(0, seconds - gone) : gone;
    const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    clock.textContent = seconds && !left && room.dataset.up ? room.dataset.up : words;
  }
}
setInterval(tick, 1000);

// ---- sending ---------------------------------------------------------------

async function send(form, fields) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-Requested-With": "fetch", "X-CSRFToken": room.dataset.token },
  });
  const isTold = answer.headers.get("Content-Type")?.includes("json");
  // A proxy says so where the game is away.
  if (answer.status >= 500 && !isTold) throw new Error("away");
  return { ok: answer.ok, ...(isTold ? await answer.json() : {}) };
}

stage.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form.vote, [data-step]")) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  const fields = new FormData(form, event.submitter), at = place();
  fields.delete("csrf_token");
  form.dataset.sending = "yes";
  const said = form.querySelector(".problem") ?? room.querySelector(".said");
  try {
    const told = await send(form, fields);
    if (said) { said.textContent = told.problem ?? ""; said.hidden = !told.problem; }
    if (form.matches(".vote") && told.ok) voted(at, told);
    if (!told.ok) ask();
  } catch {
    // What was chosen stays in the form; sent again it counts once.
    connected(false);
    if (form.matches(".vote")) unsent = form;
    setTimeout(ask, POLL);
  }
  delete form.dataset.sending;
});

function voted({ position, turn }, told) {
  remember(position, turn, told);
  const here = place();
  if (here.position !== position || here.turn !== turn) return;
  settleOwn();
  one(".is-in h2").focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

// ---- the host's keys: a presenter's clicker sends arrows and page keys ------

const STEPS = [" ", "ArrowRight", "PageDown"];
const isField = (element) => element.closest("input, select, textarea");

addEventListener("keydown", (event) => {
  const next = one("[data-step] .next");
  if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  if (next && event.target === next && event.key === "Enter" && event.repeat) event.preventDefault();
  if (!STEPS.includes(event.key) || !(next || room.dataset.steps)) return;
  if (event.key === " " && event.target !== next && event.target.closest("button, a, summary")) return;
  event.preventDefault();
  if (event.repeat) return;
  if (next) next.click();
  else stepFromWall();
});
addEventListener("keyup", (event) => {
  if (event.key === " " && event.target.matches?.("[data-step] .next")) event.preventDefault();
});

// A clicker often speaks to the window on the projector.
let stepping = false;
async function stepFromWall() {
  if (stepping || one(".ended")) return;
  stepping = true;
  try { await send({ action: room.dataset.steps }, { step: "next", version }); } catch { connected(false); }
  stepping = false;
}

// Looking again by hand is for those without scripts.
for (const plain of document.querySelectorAll("[data-plain]")) plain.hidden = true;
if (is("phone")) recall();
settle();
listen();
