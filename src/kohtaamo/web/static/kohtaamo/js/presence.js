// Being here: told every 20 seconds and when writing starts or stops; leaving is told with a beacon.
const BEAT = 20000, STOPPED = 8000;
const address = document.querySelector("[data-visit]")?.dataset.visit;
let typing = false, stopped;

function parcel(more) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  return data;
}

const tell = () => fetch(address, { method: "POST", body: parcel({ typing: typing ? "yes" : "no" }), headers: { "HX-Request": "true" } }).catch(() => {});

function write(isTyping) {
  if (typing === isTyping) return;
  typing = isTyping;
  tell();
}

if (address) {
  tell();
  setInterval(() => { if (document.visibilityState === "visible") tell(); }, BEAT);
  addEventListener("pagehide", () => navigator.sendBeacon(address, parcel({ left: "yes" })));
  addEventListener("pageshow", (event) => { if (event.persisted) tell(); });
  document.addEventListener("input", (event) => {
    if (event.target.id !== "write") return;
    write(true);
    clearTimeout(stopped);
    stopped = setTimeout(() => write(false), STOPPED);
  });
}
