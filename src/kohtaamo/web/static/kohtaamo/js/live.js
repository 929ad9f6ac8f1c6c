// The live stream. A page names what it watches (<main data-live="teams" or "case:12">); a part that is to be read
// anew carries data-refresh="case:12" and hx-get. Lists wait behind "2 new": data-refresh-quietly shows the offer first.
const page = document.querySelector("[data-live]");
const mark = document.querySelector(".live");
if (page && "EventSource" in window) follow();

function follow() {
  const source = new EventSource(`/live/?watch=${encodeURIComponent(page.dataset.live)}`);
  let wasOff = false;
  source.addEventListener("open", () => { show(true); if (wasOff) again(); wasOff = false; });
  source.addEventListener("error", () => { show(false); wasOff = true; });
  source.addEventListener("changed", (event) => changed(event.data));
  addEventListener("pagehide", () => source.close());
}

function show(isOn) {
  if (!mark) return;
  mark.classList.toggle("off", !isOn);
  mark.textContent = isOn ? mark.dataset.on : `${mark.dataset.off} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`;
}

function again() {
  document.querySelectorAll("[data-refresh]").forEach(refresh);
}

let waiting = new Map();
function changed(topic) {
  if (topic === "again") { again(); return; }
  const kind = topic.split(":")[0];
  document.querySelectorAll("[data-refresh]").forEach((part) => {
    const wanted = part.dataset.refresh.split(" ");
    if (!wanted.includes(topic) && !wanted.includes(kind)) return;
    clearTimeout(waiting.get(part));
    waiting.set(part, setTimeout(() => refresh(part), 60));
  });
}

function refresh(part) {
  if (part.isConnected) part.dispatchEvent(new CustomEvent("refresh"));
}
