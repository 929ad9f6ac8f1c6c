// Ticking many rows (form[data-bulk] with checkboxes that belong to it): how many are ticked is told, all that are
// shown are ticked with one touch, and a range with Shift.
const form = document.querySelector("form[data-bulk]");
const boxes = () => [...document.querySelectorAll("input[type=checkbox][form=bulk]")];
let last;

if (form) {
  const all = form.querySelector("[data-tick-all]");
  all.hidden = false;
  all.addEventListener("click", () => {
    const every = boxes(), on = every.some((box) => !box.checked);
    every.forEach((box) => { box.checked = on; });
    tell();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.matches?.("input[type=checkbox][form=bulk]")) return;
    if (event.shiftKey && last) range(last, event.target);
    last = event.target;
    tell();
  });
}

function range(from, to) {
  const every = boxes(), places = [every.indexOf(from), every.indexOf(to)].sort((a, b) => a - b);
  every.slice(places[0], places[1] + 1).forEach((box) => { box.checked = to.checked; });
}

function tell() {
  const ticked = boxes().filter((box) => box.checked).length;
  form.querySelector("[data-ticked]").textContent = ticked || "";
  if (ticked) form.querySelector("[value=chosen]").checked = true;
}
