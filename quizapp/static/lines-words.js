// Words that are marked: real checkboxes. The mouse or a finger draws over them, arrows
// walk, Shift marks on the way. Without this file they are ticked one by one.

document.addEventListener("begin", (event) => event.target.querySelectorAll("[data-words]").forEach(prepare));

const boxAt = (x, y) => document.elementFromPoint(x, y)?.closest(".word")?.querySelector("input");

function prepare(words) {
  const boxes = [...words.querySelectorAll("input")];
  const reach = (box) => boxes.forEach((each) => (each.tabIndex = each === box ? 0 : -1));
  reach(boxes.find((box) => box.checked) ?? boxes[0]);
  words.addEventListener("focusin", (event) => event.target.matches("input") && reach(event.target));
  words.addEventListener("keydown", (event) => walk(event, boxes));
  letDraw(words, boxes);
}

function walk(event, boxes) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const at = boxes.indexOf(event.target);
  if (!by || at < 0) return;
  event.preventDefault();
  const next = boxes[Math.min(Math.max(at + by, 0), boxes.length - 1)];
  if (event.shiftKey) boxes[at].checked = next.checked = true;
  next.focus();
}

function letDraw(words, boxes) {
  let from = null; // where the pointer came down
  let drew = false; // it has gone on to another word
  let as = false; // what the words on its way become
  const draw = (to) => {
    const ends = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
    if (ends[0] < 0) return;
    drew = true;
    for (const box of boxes.slice(ends[0], ends[1] + 1)) box.checked = as;
  };
  words.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const box = event.target.closest(".word")?.querySelector("input");
    drew = false;
    if (event.shiftKey && from && box) {
      as = true;
      return draw(box);
    }
    from = box ?? null;
    as = Boolean(from) && !from.checked;
  });
  words.addEventListener("pointermove", (event) => {
    if (!from || !(event.buttons & 1)) return;
    const box = boxAt(event.clientX, event.clientY);
    if (box && (box !== from || drew)) draw(box);
  });
  words.addEventListener("pointercancel", () => (from = null));
  // The click after drawing would turn the last word round.
  words.addEventListener("click", (event) => {
    if (!drew) return;
    event.preventDefault();
    drew = false;
  }, true);
}
