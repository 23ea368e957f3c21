// Enhancement only: every page works without this file.

// In a question 1 2 3 choose the certainty; arrows, Tab and Enter are the browser's own.
const question = document.querySelector("[data-keys]");
question?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = question.querySelector(`[name=certainty][value="${CSS.escape(event.key)}"]`);
  if (!step) return;
  step.checked = true;
  step.focus();
});

// Sent once: a second press while the first is under way does nothing, and makes no second
// group or room. Whoever stopped it may send again a little later.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// The keys named there work only with this file.
document.querySelector(".keys")?.removeAttribute("hidden");

// Say how many words are marked.
const words = document.querySelector(".words");
const count = document.querySelector("[data-count]");
const say = () => {
  const marked = words.querySelectorAll(":checked").length;
  count.textContent = marked === 1 ? count.dataset.one : count.dataset.many.replace("#", marked);
};
if (words && count) {
  words.addEventListener("change", say);
  say();
}

// Arrows go from word to word, on a stage that came later as well.
document.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const boxes = [...event.target.closest?.(".words")?.querySelectorAll("[name=word]") ?? []];
  const at = boxes.indexOf(event.target);
  if (!by || at < 0 || event.defaultPrevented) return;
  event.preventDefault();
  boxes[at + by]?.focus();
});

// A password may be looked at while it is typed; it is sent as what it is.
for (const show of document.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(show.dataset.shows);
  show.closest("label").hidden = false;
  show.addEventListener("change", () => { field.type = show.checked ? "text" : "password"; });
  field.form.addEventListener("submit", () => { field.type = "password"; });
}
