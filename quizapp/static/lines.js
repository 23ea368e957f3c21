// Enhancement only: every button here is a form's or a link's own, and works without
// this file. With it, rows change in place, and single keys decide.

const desk = document.querySelector(".desk");
const table = document.querySelector("#table");
const saved = document.querySelector("#saved");
const again = document.querySelector("#again");
const onward = document.querySelector("#onward");
const single = document.querySelector("#single");
const PLACE = "pencil.single-keys";
let last = null; // what is to be sent again after it was lost
let before = null; // the row as it was before a form was opened in it
let asked = 0; // how often the server was asked: a form is opened if it was asked for last
let turn = Promise.resolve(); // decisions are sent one after the other

desk.classList.add("scripted");

// ---- asking the server: rows come back, as text that only we may turn into elements

const policy = globalThis.trustedTypes?.createPolicy("desk-rows", { createHTML: (html) => html });

async function rowsFrom(response) {
  const ours = new URL(response.url).origin === location.origin;
  if (!ours || response.headers.get("X-Fragment") !== "rows") return null;
  const text = await response.text();
  const page = new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
  return document.importNode(page.querySelector("#answer"), true);
}

// What is on its way alone changes the page: an answer that is late shows nothing older
// than the one before it.
async function ask(address, body, from) {
  asked += 1;
  const mine = asked;
  const isPast = () => !body && mine !== asked;
  from?.classList.add("busy");
  const done = turn.then(() => isPast() || send(address, body, from, isPast));
  if (body) turn = done;
  await done;
  from?.classList.remove("busy");
}

async function send(address, body, from, isPast) {
  if (body) say(saved.dataset.saving);
  last = null;
  try {
    const method = body ? "POST" : "GET";
    const headers = { "X-Fragment": "rows" };
    const response = await fetch(address, { method, body, headers, signal: AbortSignal.timeout(20000) });
    const answer = await rowsFrom(response);
    if (isPast()) return;
    if (answer) return take(answer, from);
    lose(response.status === 401 || response.redirected ? "out" : "broken");
  } catch {
    if (isPast()) return;
    lose("lost");
  }
  last = () => ask(address, body, from);
}

function say(words, lost = false) {
  saved.classList.toggle("lost", lost);
  saved.querySelector("span").textContent = words;
  again.hidden = true;
}

function lose(why) {
  say(saved.dataset[why], true);
  again.hidden = false;
  saved.scrollIntoView({ block: "nearest" });
}

again?.addEventListener("click", () => last?.());

// ---- putting what came back in the place of what was there

function take(answer, from) {
  from?.classList.remove("busy"); // what is kept of it here would be so for ever
  const { row, said, problem, following, onward: address, step: newest } = answer.dataset;
  const fresh = [...answer.querySelectorAll("ol > li.al")];
  const heading = document.querySelector(".says");
  const found = answer.querySelector(".finding").textContent;
  heading.textContent = found;
  document.querySelector("#far").textContent = found;
  document.title = document.title.replace(/^(.*?: ).*( – )/, (_, start, end) => start + found + end);
  document.querySelector("#decide [name=step]")?.setAttribute("value", newest);
  replace(fresh, from);
  // An added line that was taken back before the answer was lost.
  if (!fresh.length) document.getElementById(row)?.remove();
  if (said) say(`${saved.dataset.saved} ${said}`);
  else if (problem) {
    say(problem, true);
    before = []; // what the row was is no longer what is stored
  }
  const form = document.querySelector(".part");
  if (form && (problem || !said)) return begin(form, document.getElementById(row));
  if (problem) return open(document.getElementById(row));
  before = null;
  // Who has another line in hand already stays there.
  const other = openRow();
  if (from && other && !fresh.includes(other)) return stay(document.getElementById(row));
  go(following, address);
}

function stay(row) {
  if (document.activeElement === document.body) row?.querySelector("summary")?.focus({ preventScroll: true });
}

function replace(fresh, from) {
  if (!fresh.length) return;
  const at = fresh[0].dataset.at;
  const old = [...table.querySelectorAll(`:scope > li[data-at="${CSS.escape(at)}"]`)];
  const anchor = old[0] ?? from?.closest("li.al");
  if (!anchor) return;
  const known = new Map(old.map((row) => [row.id, row]));
  before ??= old.map((row) => row.cloneNode(true));
  anchor.before(...fresh);
  for (const row of known.values()) row.remove();
}

function go(name, address) {
  const row = name && document.getElementById(name);
  onward.hidden = Boolean(row) || !address;
  if (row) return open(row);
  for (const each of table.querySelectorAll(".decide[open]")) each.open = false;
  if (address) {
    const link = onward.querySelector("a");
    link.href = address;
    link.textContent = link.dataset.words;
    link.focus();
  } else {
    document.querySelector(".says").focus();
  }
}

// ---- the row in hand

const openRow = () => table?.querySelector("li:has(> .decide[open]), li:has(.part)");

function open(row) {
  if (!row) return;
  const lines = row.querySelector(":scope > .decide");
  for (const each of table.querySelectorAll(".decide[open]")) each.open = each === lines;
  if (lines) lines.open = true;
  const focus = lines ? lines.querySelector("summary") : row;
  focus.focus({ preventScroll: true });
  bring(row);
}

// Into sight, and its beginning first where it is taller than the window.
function bring(row) {
  const tall = row.getBoundingClientRect().height > innerHeight - 100;
  row.scrollIntoView({ block: tall ? "start" : "nearest" });
}

function step(by) {
  const rows = [...table.querySelectorAll(":scope > li.line-row")];
  const here = openRow() ?? document.activeElement.closest("li.al");
  let at = rows.indexOf(here);
  if (at < 0 && here) {
    const after = rows.findIndex((row) => here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);
    at = by > 0 ? (after < 0 ? rows.length : after) - 1 : after < 0 ? rows.length : after;
  }
  open(rows[Math.min(Math.max(at + by, 0), rows.length - 1)]);
}

// One form at a time: what is typed there is saved or left before anything else.
function isBusyElsewhere() {
  const form = document.querySelector(".part");
  if (!form) return false;
  say(saved.dataset.first, true);
  form.scrollIntoView({ block: "nearest" });
  return true;
}

table?.addEventListener("click", (event) => {
  const lines = event.target.closest("summary")?.closest(".decide");
  const form = lines && document.querySelector(".part");
  if (!form) return;
  event.preventDefault();
  if (lines.contains(form)) form.querySelector("[data-close]").click();
  else isBusyElsewhere();
});

// A click on a row opens it, unless words are being selected or something else is meant.
table?.addEventListener("click", (event) => {
  const row = event.target.closest("li.line-row");
  if (!row || event.target.closest("a, button, summary, label, input, textarea, .bar")) return;
  if (String(getSelection())) return;
  const lines = row.querySelector(":scope > .decide");
  if (lines && !lines.open && !isBusyElsewhere()) open(row);
});

// ---- forms and links

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!table || (form.id !== "decide" && !("inline" in form.dataset))) return;
  event.preventDefault();
  if (form.id === "decide" && isBusyElsewhere()) return;
  const button = event.submitter;
  const from = (form.id === "decide" ? button?.closest("li.al") : form.closest("li.al")) ?? null;
  if (from?.classList.contains("busy")) return;
  const address = button?.getAttribute("formaction") ?? form.action;
  const data = new FormData(form);
  if (form.method === "get") {
    const asked = new URL(address);
    asked.search = new URLSearchParams(data);
    return ask(asked, null, from);
  }
  if (button?.name) data.append(button.name, button.value);
  ask(new URL(address, location), data, from);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-part], a[data-close]");
  if (!table || !link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if ("close" in link.dataset) return close(link.closest("li.al"), link.href);
  const row = link.closest("li.al");
  if (row?.classList.contains("busy") || isBusyElsewhere()) return;
  before = null;
  ask(link.href, null, row);
});

// Leave a form: the row as it was comes back; where that is not known, the page does.
function close(row, address) {
  const rows = before ?? [];
  before = null;
  if (!rows.length) return location.replace(address);
  const name = row.id;
  for (const each of table.querySelectorAll(`:scope > li[data-at="${CSS.escape(row.dataset.at)}"]`)) {
    if (each !== row) each.remove();
  }
  row.replaceWith(...rows);
  open(document.getElementById(name));
}

const prepare = (form) => form.dispatchEvent(new Event("begin", { bubbles: true }));

function begin(form, row) {
  prepare(form);
  const lines = row?.querySelector(":scope > .decide");
  if (lines) lines.open = true;
  const control = form.querySelector("textarea, input:not([type=hidden])");
  const first = control?.closest("fieldset")?.querySelector(":checked") ?? control;
  first?.focus({ preventScroll: true });
  if (first?.matches("textarea")) first.setSelectionRange(first.value.length, first.value.length);
  bring(row ?? form);
}

// ---- single keys: never while somebody types, never while a form is open

const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

function keysOn(on) {
  desk.classList.toggle("keys-on", on);
  try {
    localStorage.setItem(PLACE, on ? "on" : "off");
  } catch {
    // A browser that stores nothing asks again next time.
  }
}

function remembered() {
  try {
    return localStorage.getItem(PLACE) !== "off";
  } catch {
    return true;
  }
}

// Wherever the focus is, but for what an Escape means something to by itself.
function leave(form, event) {
  if (event.isComposing || (!form && typing(event.target))) return;
  (form ?? document.querySelector(".part"))?.querySelector("[data-close]").click();
}

addEventListener("keydown", (event) => {
  const form = event.target.closest?.(".part");
  if (event.key === "Escape") return leave(form, event);
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) return form.requestSubmit(form.querySelector(".go"));
  if (!single?.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (typing(event.target) || document.querySelector(".part")) return;
  const key = `[data-key="${CSS.escape(event.key.toLowerCase())}"]`;
  const button = openRow()?.querySelector(key) ?? document.querySelector(`#decide ${key}`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// ---- what a form has besides: how much is left to write, which kind comes first

document.addEventListener("begin", (event) => {
  const form = event.target;
  for (const left of form.querySelectorAll("[data-limit]")) {
    const area = document.getElementById(left.htmlFor);
    const count = () => (left.textContent = left.dataset.left.replace("#", left.dataset.limit - area.value.length));
    area.addEventListener("input", count);
    count();
  }
  for (const kind of form.querySelectorAll("[name=kinds]")) kind.addEventListener("change", () => chooseFirst(form, kind));
});

// The one kind that is ticked comes first; a kind that is not ticked cannot.
function chooseFirst(form, kind) {
  const first = form.querySelector("[name=main]:checked");
  const ticked = [...form.querySelectorAll("[name=kinds]:checked")].map((each) => each.value);
  if (first && ticked.includes(first.value)) return;
  if (first) first.checked = false;
  const next = ticked.includes(kind.value) ? kind.value : ticked[0];
  if (next) form.querySelector(`[name=main][value="${next}"]`).checked = true;
}

// ---- begin

if (table) {
  single.checked = remembered();
  single.closest("label").hidden = false;
  for (const button of document.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  single.addEventListener("change", () => keysOn(single.checked));
  keysOn(single.checked);
}
// The script for words is run after this one and listens as well.
addEventListener("load", () => document.querySelectorAll(".part").forEach(prepare));
