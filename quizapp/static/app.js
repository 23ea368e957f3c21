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

// Sent once: a second press while the first is under way does nothing. The server would
// keep the first answer anyway.
question?.addEventListener("submit", (event) => {
  if (question.dataset.sent) event.preventDefault();
  question.dataset.sent = "yes";
});
addEventListener("pageshow", () => question && delete question.dataset.sent);

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
