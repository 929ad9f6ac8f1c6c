// After sending, the hand rests on the message just sent: Z or Ctrl Z takes it back, Tab goes to its button, Escape lets go.
// Whoever goes on writing writes: letters go to the sheet, also those typed before the answer came. When nothing can be
// taken back, the hand stays on the sheet.
const write = () => document.getElementById("write");
const undo = (line) => line.querySelector("[data-leaves-at]:not([data-up]) form button");
const lettersAct = () => document.body.dataset.singleKeys !== "no";
let sending = null;   // the words on their way to the server, and whether they are an answer
let more = "";        // what was written after them
let isDrawn = false;
let isOwn = false;    // whether what is being put in place answers an act: the live page may be told of it sooner
let resting = "";     // the id of the message the hand was put on

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id !== "composer") return;
  sending = { words: write().value, isAnswer: event.detail.requestConfig.path.endsWith("/replies/") };
});
document.addEventListener("htmx:beforeSwap", (event) => { isOwn = event.detail.requestConfig.verb !== "get"; });
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (event.detail.target.id !== "composer" || !isOwn) return;
  const now = write().value;
  more = sending && now.startsWith(sending.words) ? now.slice(sending.words.length) : "";
});
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.id !== "composer" || !isOwn || isDrawn) return;
  isDrawn = true;
  setTimeout(place, 0);   // once all of the answer is in its place
});

function place() {
  const field = write();
  const line = sending?.isAnswer && !field.value ? justSent() : null;
  sending = null;
  isDrawn = false;
  if (line && /^z$/i.test(more)) undo(line).click();
  else if (line && !more.trim()) rest(line);
  else goOn(field);
}

const justSent = () => [...document.querySelectorAll("#talk-list .ours")].findLast(undo) ?? null;

function rest(line) {
  resting = line.id;
  line.focus({ preventScroll: true });
  const news = document.getElementById("news");
  news.textContent = news.dataset.sent;
}

function goOn(field) {
  if (more.trim()) {
    field.value += field.value ? more : more.trimStart();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.focus({ preventScroll: true });
}

document.addEventListener("focusin", (event) => { if (event.target.id !== resting) resting = ""; });
document.addEventListener("keydown", (event) => {
  if (!resting || event.target.id !== resting || event.altKey || event.isComposing) return;
  const isZ = event.key.toLowerCase() === "z", button = undo(event.target);
  if (event.key === "Escape") event.target.blur();
  else if (isZ && button && (event.ctrlKey || event.metaKey || lettersAct())) { event.preventDefault(); button.click(); }
  else if (!event.ctrlKey && !event.metaKey && /^[\p{L}\p{N}]$/u.test(event.key)) write().focus({ preventScroll: true });
  else return;
  event.stopPropagation();
}, true);
