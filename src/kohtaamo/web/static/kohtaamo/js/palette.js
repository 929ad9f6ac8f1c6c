// Ctrl+K or Cmd+K: one field for pages, customers, cases and what can be done on this page. Enter goes or does it.
const dialog = document.getElementById("palette");
const field = dialog?.querySelector("input");
const list = dialog?.querySelector("ul");
const PAUSE = 120;
let timer, asked = 0, shown = null; // the words the list is of

document.addEventListener("keydown", (event) => {
  if (!dialog || event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  dialog.open ? dialog.close() : open();
});
document.addEventListener("click", (event) => { if (dialog && event.target.closest?.("[data-palette]")) open(); });

function open() {
  field.value = "";
  shown = null;
  list.replaceChildren();
  dialog.showModal();
  find();
}

field?.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, PAUSE); });
field?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter") enter();
  else return;
  event.preventDefault();
});
list?.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
dialog?.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

async function find() {
  const mine = ++asked, words = field.value.trim();
  const answer = await fetch(`${dialog.dataset.find}?q=${encodeURIComponent(words)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (mine !== asked) return;
  const part = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").body.children : [];
  list.replaceChildren(...acts(words.toLowerCase()), ...part);
  shown = words;
  [...list.children].forEach((option, at) => { option.id = `palette-${at}`; });
  point(list.firstElementChild);
  const status = dialog.querySelector("[role=status]");
  status.textContent = list.children.length ? "" : status.dataset.none;
}

// What this page can do: every button and link with a key, and the menus of the case.
function acts(words) {
  const doable = [...document.querySelectorAll("main [data-key], main .talk-head :is(summary, form:not(.menu-card) > button)")];
  const seen = new Set();
  return doable.flatMap((element) => {
    const name = called(element);
    if (!name || seen.has(name) || !name.toLowerCase().includes(words)) return [];
    seen.add(name);
    const option = document.createElement("li"), key = document.createElement("kbd");
    option.setAttribute("role", "option");
    option.append(name);
    if (element.dataset.key && element.dataset.key !== "Enter") { key.textContent = element.dataset.key.toUpperCase(); option.append(" ", key); }
    option.act = element;
    return [option];
  }).slice(0, words ? 8 : 12);
}

function called(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd, svg, .note").forEach((one) => one.remove());
  return (element.matches("textarea, input") ? element.placeholder : copy.textContent).replace(/\s+/g, " ").trim().slice(0, 60);
}

// Enter is for the words in the field: a list of other words is waited away first, so that nothing unseen is done.
async function enter() {
  if (shown !== field.value.trim()) {
    clearTimeout(timer);
    await find();
  }
  if (dialog.open && shown === field.value.trim()) go(chosen());
}

const chosen = () => list.querySelector("[aria-selected=true]");

function point(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option ? field.setAttribute("aria-activedescendant", option.id) : field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = [...list.children], at = all.indexOf(chosen());
  if (all.length) point(all[(at + step + all.length) % all.length]);
}

function go(option) {
  const words = field.value.trim();
  if (!option) { if (words) location.href = `/search/?q=${encodeURIComponent(words)}`; return; }
  dialog.close();
  if (option.dataset.go) { location.href = option.dataset.go; return; }
  const menu = option.act.closest("details:not([open])");
  if (menu && !option.act.matches("summary")) menu.open = true;
  if (option.act.matches("input:not([type=submit]), textarea, select")) option.act.focus();
  else option.act.click();
}
