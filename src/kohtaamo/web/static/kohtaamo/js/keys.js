// Single letters act outside fields, and only when the person has them on (their own settings).
//   data-key="r" on a link, button or field: the letter presses or focuses it; "Enter" only while nothing has the focus.
//   J and K move through the links of lists marked data-list. ? shows every key, / goes to the search field.
//   Escape leaves the field one is in.
const on = () => document.body.dataset.singleKeys !== "no";
const inField = (target) => target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog");

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest?.("form[data-ctrl-enter]")?.requestSubmit();
    return;
  }
  if (event.key === "Escape" && !event.defaultPrevented && leaves(event.target)) { event.target.blur(); return; }
  if (!on() || event.defaultPrevented || event.repeat && event.key === "Enter") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || inField(event.target)) return;
  if (press(event.key, event.target)) event.preventDefault();
});

function press(key, target) {
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (key === "/") return focus("#q") || focus("#find");
  if (key === "?") return open();
  if (key === "Enter" && target !== document.body) return false;
  const found = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key && each.checkVisibility());
  if (!found) return false;
  found.matches("input:not([type=submit]), textarea, select") ? found.focus() : found.click();
  if (found.parentElement.open) found.parentElement.querySelector("input:not([type=hidden]), textarea")?.focus();
  return true;
}

// Escape leaves a field, so that the letters work again; one in a menu or a sheet leaves that first.
const leaves = (target) => inField(target) && !target.closest("details.menu[open], dialog");

function move(step) {
  const rows = [...document.querySelectorAll("[data-list] :is(a.who, a.line)")];
  if (!rows.length) return false;
  const here = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, here + step))].focus();
  return true;
}

function focus(selector) {
  const field = document.querySelector(selector);
  if (!field?.checkVisibility()) return false;
  field.focus();
  field.select();
  return true;
}

function open() {
  const sheet = document.getElementById("keys");
  if (!sheet) return false;
  tellKeys(document.getElementById("keys-here"));
  sheet.showModal();
  return true;
}

// The keys of this very page, by what its buttons and links are called.
function tellKeys(place) {
  const rows = new Map();
  for (const each of document.querySelectorAll("[data-key]")) {
    const copy = each.cloneNode(true);
    copy.querySelectorAll("kbd, svg, .note").forEach((one) => one.remove());
    const name = (each.placeholder || copy.textContent).replace(/\s+/g, " ").trim();
    const key = each.dataset.key === "Enter" ? "↵" : each.dataset.key.toUpperCase();
    if (name && !rows.has(key)) rows.set(key, name);
  }
  place?.replaceChildren(...[...rows].map(([key, name]) => {
    const row = document.createElement("div"), term = document.createElement("dt"), told = document.createElement("dd");
    term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    told.append(name);
    row.append(term, told);
    return row;
  }));
}

document.addEventListener("click", (event) => { if (event.target.closest?.("[data-keys]")) open(); });
