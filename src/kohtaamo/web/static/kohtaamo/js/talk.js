// The talk is put in place line by line: what did not change stays as it is, so nothing jumps and what was unfolded
// stays unfolded. New messages are told politely; "seen" moves on only when they have been in view for a moment.
const READ = 3000;
const asSent = new WeakMap();
const bare = (line) => line.outerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
const list = () => document.getElementById("talk-list");
const pane = document.querySelector(".scroll");
const toNewest = document.getElementById("to-newest");

const lines = () => [...list().children];
for (const line of lines()) asSent.set(line, bare(line));

// On a narrow page the newest lines are in view and the older ones wait behind a choice (cases.css). What has been in
// view stays there when something new arrives.
const stay = () => lines().filter((line) => line.offsetHeight).forEach((line) => line.classList.add("stays"));
stay();

htmx.defineExtension("keyed", {
  isInlineSwap: (style) => style === "keyed",
  handleSwap: (style, target, fragment) => {
    if (style !== "keyed") return false;
    return put(target, fragment.querySelector("ol") ?? fragment);
  },
});

function put(target, fresh) {
  const known = new Map(lines().map((line) => [line.id, line]));
  const added = [];
  const kept = [...fresh.children].map((line) => {
    const old = known.get(line.id);
    const sent = bare(line);
    if (old && asSent.get(old) === sent) return old;
    asSent.set(line, sent);
    if (old?.classList.contains("stays")) line.classList.add("stays");
    added.push(line);
    return line;
  });
  const news = kept.filter((line) => line.dataset.message && line.matches(".theirs") && !known.has(line.id)).length;
  const wasAtEnd = isAtEnd();
  const held = target.contains(document.activeElement) ? document.activeElement.closest("li") : null;
  arrange(target, kept);
  if (held && !held.isConnected) document.getElementById(held.id)?.focus({ preventScroll: true });
  stay();
  target.dataset.newest = fresh.dataset.newest ?? target.dataset.newest;
  if (isOwn) toEnd();
  told(news, wasAtEnd || isOwn);
  return added;
}

// After one's own sending, or when it was stopped by something new, the end of the talk is what to look at.
let isOwn = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  const { verb, path } = event.detail.requestConfig;
  isOwn = verb === "post" && /\/(replies|notes|recall)\/$/.test(path);
});
function toEnd() {
  if (isPane()) pane.scrollTop = 0;
  else list().lastElementChild?.scrollIntoView({ block: "nearest" });
  toNewest.hidden = true;
}

// Only lines that moved or changed are touched, so the focus and the place of reading stay.
function arrange(target, wanted) {
  const keep = new Set(wanted);
  for (const line of [...target.children]) if (!keep.has(line)) line.remove();
  wanted.forEach((line, index) => {
    if (target.children[index] !== line) target.insertBefore(line, target.children[index] ?? null);
  });
}

const isPane = () => getComputedStyle(pane).overflowY === "auto";
const isAtEnd = () => (isPane() ? Math.abs(pane.scrollTop) < 40 : list().getBoundingClientRect().bottom < innerHeight + 40);

function told(count, wasAtEnd) {
  if (count) {
    const news = document.getElementById("news");
    const words = count === 1 ? news.dataset.one : `${count} ${news.dataset.many}`;
    news.textContent = words;
    if (!wasAtEnd) { toNewest.hidden = false; toNewest.lastElementChild.textContent = words; }
  }
  readSoon();
}

let reading;
function readSoon() {
  clearTimeout(reading);
  reading = setTimeout(() => {
    const seen = document.querySelector("#composer [name=seen]");
    if (seen && isAtEnd() && document.visibilityState === "visible") { seen.value = list().dataset.newest; toNewest.hidden = true; }
  }, READ);
}

toNewest.addEventListener("click", () => {
  toEnd();
  readSoon();
});
(isPane() ? pane : document).addEventListener("scroll", () => { if (isAtEnd()) readSoon(); }, { passive: true });
