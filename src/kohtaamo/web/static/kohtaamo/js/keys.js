// Single letters act outside fields, and only when the person has them on (their own settings).
//   data-key="r" on a link, button or field: the letter presses or focuses it. J and K move in lists marked data-list.
const on = () => document.body.dataset.singleKeys !== "no";
const inField = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest("form[data-ctrl-enter]")?.requestSubmit();
    return;
  }
  if (!on() || event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
  if (event.key === "j" || event.key === "k") { move(event.key === "j" ? 1 : -1); return; }
  if (event.key === "/") { event.preventDefault(); document.getElementById("find")?.focus(); return; }
  const found = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key && each.checkVisibility());
  if (!found) return;
  event.preventDefault();
  found.matches("input, textarea, select") ? found.focus() : found.click();
});

function move(step) {
  const rows = [...document.querySelectorAll("[data-list] a.who, [data-list] a.line")];
  if (!rows.length) return;
  const here = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, here + step))].focus();
}
