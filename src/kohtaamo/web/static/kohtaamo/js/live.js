// The live stream. A page names what it watches (<main data-live="teams" or "case:12">); a part that is to be read
// anew carries data-refresh="case:12 teams member" and hx-get with hx-trigger="refresh". A part is read at once, then
// at most once a second; a hidden page waits until it is seen again.
const page = document.querySelector("[data-live]");
const mark = document.querySelector(".live");
const GAP = 1000, SOON = 60, AGAIN = 10000;
const read = new WeakMap();   // part -> when it was last read
const due = new Map();        // part -> its timer
let source, wasOff = false, upTo = new Date();

if (page && "EventSource" in window) {
  follow();
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) { follow(); every(); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) due.forEach((_, part) => refresh(part)); });
}

function follow() {
  const known = document.body.dataset.known ?? "";   // the newest entry the page knows of: what came since is told at once
  source = new EventSource(`/live/?watch=${encodeURIComponent(page.dataset.live)}&since=${known}`);
  source.addEventListener("open", () => { show(true); if (wasOff) every(); else catchUp(); wasOff = false; });
  source.addEventListener("changed", (event) => { upTo = new Date(); changed(event.data); });
  source.addEventListener("error", () => {
    if (!wasOff) { upTo = new Date(); show(false); }
    wasOff = true;
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, AGAIN);
  });
}

function show(isOn) {
  if (!mark) return;
  mark.classList.toggle("off", !isOn);
  mark.textContent = isOn ? mark.dataset.on : `${mark.dataset.off} ${clock(upTo)}`;
}

function clock(at) {
  return at.toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
}

// What happened between reading the page and opening the stream: the lines that say what is new are read once more.
function catchUp() {
  document.querySelectorAll("[data-catch-up]").forEach(soon);
}

function every() {
  document.querySelectorAll("[data-refresh]").forEach(soon);
}

function changed(topic) {
  if (topic === "again") { every(); return; }
  const names = [topic, topic.split(":")[0]];
  for (const part of document.querySelectorAll("[data-refresh]")) {
    if (part.dataset.refresh.split(" ").some((wanted) => names.includes(wanted))) soon(part);
  }
}

function soon(part) {
  if (due.has(part)) return;
  const rest = GAP - (Date.now() - (read.get(part) ?? 0));
  due.set(part, setTimeout(() => { if (!document.hidden) refresh(part); }, Math.max(SOON, rest)));
}

function refresh(part) {
  clearTimeout(due.get(part));
  due.delete(part);
  read.set(part, Date.now());
  const now = part.isConnected ? part : part.id && document.getElementById(part.id);   // replaced while it waited
  if (now) now.dispatchEvent(new CustomEvent("refresh"));
}
