// While writing: "/" and a word offers saved answers, "#" articles, "@" and a name people. Arrows move, Enter or Tab chooses,
// Escape closes. An option is words to put in (data-text), a saved answer (data-answer) or an article (data-article).
import { putArticle } from "./articles.js";

const SIGNS = [[/(?:^|\s)(\/[\p{L}\p{N}_-]*)$/u, "saved"], [/(?:^|\s)(#(?:\p{L}[\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+)?)?)$/u, "articles"], [/(?:^|[\s(])(@[\p{L}\p{N}.'-]*(?: [\p{L}'-]+)?)$/u, "people"]];
const PAUSE = 120;
const write = () => document.getElementById("write");
const place = () => document.getElementById("suggestions");
const list = () => place()?.querySelector("[role=listbox]");
const options = () => [...(list()?.querySelectorAll("[role=option]:not([aria-disabled])") ?? [])];
let timer, asked = 0, shown = ""; // the word the list is of

document.addEventListener("input", (event) => {
  if (event.target.id !== "write") return;
  clearTimeout(timer);
  const found = word();
  if (!found) { close(); return; }
  timer = setTimeout(() => offer(found), PAUSE);
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "write" || !options().length || event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey || event.key === "Tab") take();
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
}, true);

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.("#suggestions [role=option]");
  if (!option) return;
  event.preventDefault();
  if (!option.hasAttribute("aria-disabled")) choose(option);
});
document.addEventListener("focusout", (event) => { if (event.target.id === "write") setTimeout(close, 150); });
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-insert]");
  if (!button) return;
  event.preventDefault();
  button.closest("details").open = false;
  fetchAnswer(button.form.elements.answer.value, write().selectionStart, write().selectionEnd);
});

// The word being typed before the caret: where it begins, what it is, and which list answers it.
function word() {
  const field = write(), before = field.value.slice(0, field.selectionStart);
  for (const [sign, name] of SIGNS) {
    const found = sign.exec(before);
    if (found && field.form.dataset[name] && (name !== "people" || field.form.elements.kind.value === "note")) return { from: before.length - found[1].length, text: found[1].slice(1), name };
  }
  return null;
}

async function offer({ text, name }) {
  const mine = ++asked;
  const answer = await fetch(`${write().form.dataset[name]}?as=offers&q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok || mine !== asked || !word()) return;
  const part = new DOMParser().parseFromString(await answer.text(), "text/html");
  place().replaceChildren(...part.body.children);
  shown = text;
  const field = write();
  field.setAttribute("aria-controls", list()?.id ?? "");
  point(options()[0]);
}

// What is taken is of the word as it stands: a list of an earlier word is waited away first.
async function take() {
  const found = word();
  if (found && found.text !== shown) { clearTimeout(timer); await offer(found); }
  choose(chosen());
}

const chosen = () => options().find((option) => option.getAttribute("aria-selected") === "true");

function move(step) {
  const all = options(), at = all.indexOf(chosen());
  point(all[(at + step + all.length) % all.length]);
}

function point(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) write().setAttribute("aria-activedescendant", option.id);
  option?.scrollIntoView({ block: "nearest" });
}

function close() {
  asked += 1;
  place()?.replaceChildren();
  write()?.removeAttribute("aria-activedescendant");
}

function choose(option) {
  const found = word();
  if (!option || !found) return;
  const to = write().selectionStart;
  close();
  if (option.dataset.answer) fetchAnswer(option.dataset.answer, found.from, to);
  else if (option.dataset.article) putArticle(option.dataset.article, found.from, to);
  else put(option.dataset.text, found.from, to);
}

async function fetchAnswer(id, from, to) {
  const form = write().form, data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("answer", id);
  const answer = await fetch(form.dataset.saved, { method: "POST", body: data, headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const told = await answer.json();
  put(told.text, from, to);
  document.getElementById("files").outerHTML = told.files;
  document.getElementById("suggested").textContent = told.word;
}

function put(text, from, to) {
  const field = write();
  field.focus();
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
