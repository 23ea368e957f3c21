// Planning a workshop: says live what is ticked, and shows the lines of one sort.

const form = document.querySelector(".planning");
const sum = form.querySelector("[data-sum]");
const only = form.querySelector("[data-only]");
const rows = [...form.querySelectorAll("[data-sort]")];

const ticked = (row) => row.querySelector("[name=line]").checked;
const isSound = (row) => row.dataset.sort === "sound";

function say() {
  const chosen = rows.filter(ticked);
  const sound = chosen.filter(isSound).length, parts = chosen.length - sound;
  const each = form.querySelector("#rhythm").value === "plain" ? form.dataset.minutesPlain : form.dataset.minutesDiscuss;
  const words = [sum.dataset.none, sum.dataset.one][chosen.length] ?? sum.dataset.sum;
  const lean = chosen.length > 3 && Math.abs(sound - parts) > chosen.length / 2 ? ` ${sum.dataset.lean}` : "";
  sum.textContent = words.replace("#n", chosen.length).replace("#sound", sound).replace("#parts", parts)
    .replace("#minutes", Math.max(5, Math.round(chosen.length * each / 5) * 5)) + lean;
}

const shows = {
  "": () => true,
  ticked,
  sound: isSound,
  parts: (row) => !isSound(row),
};

function filter() {
  const wanted = shows[only.value] ?? ((row) => row.dataset.sort === only.value);
  for (const row of rows) row.hidden = !wanted(row);
}

form.addEventListener("change", (event) => { if (event.target !== only) say(); });
only.addEventListener("change", filter);
only.closest("[hidden]").hidden = false;
say();
filter();
