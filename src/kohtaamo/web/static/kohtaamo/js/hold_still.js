// A part in which a person is filling something in is not changed under their hands: it is read anew when they are done.
// One that came back as it was is left alone, so that a press never falls between the old and the new of the same thing.
// What they sent themselves is always put in place, and what was asked for before that is asked for again. A part is read by itself (data-refresh), or with others by #again,
// whose answer carries each of them; htmx tells of the answer first, then of each part.
const bare = (text) => text.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
const asSent = new Map([...document.querySelectorAll("main [id]")].map((part) => [part.id, bare(part.outerHTML)]));
let isOwn = false;
let ownAt = 0;   // when the last answer to an act of one's own was put in place
const begun = new WeakMap();

const isLive = (request) => request.verb === "get" && (request.triggeringEvent ?? { type: "refresh" }).type === "refresh";

document.addEventListener("htmx:beforeRequest", (event) => begun.set(event.detail.xhr, performance.now()));
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target: part, requestConfig, serverResponse, xhr } = event.detail;
  isOwn = requestConfig.verb !== "get";
  if (isOwn) { asSent.clear(); ownAt = performance.now(); }
  if (isLive(requestConfig) && begun.get(xhr) < ownAt) {
    event.detail.shouldSwap = false;
    setTimeout(() => (part.isConnected ? part : document.getElementById(part.id))?.dispatchEvent(new CustomEvent("refresh")), 0);
    return;
  }
  if (isLive(requestConfig) && part.matches("[data-refresh]:not([hidden])")) hold(event, part, bare(serverResponse));
});

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target: part, fragment } = event.detail;
  if (part.id !== "talk-list") hold(event, part, bare(fragment.firstElementChild.outerHTML));
});

function hold(event, part, sent) {
  if (!isOwn && (isBusy(part) || asSent.get(part.id) === sent)) event.detail.shouldSwap = false;
  else asSent.set(part.id, sent);
}

const isBusy = (part) => part.querySelector(":scope details[open] form, :scope form details[open], :scope [name=feeling]:checked") !== null
  || part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");

document.addEventListener("toggle", (event) => { if (!event.target.open) again(event.target); }, true);
document.addEventListener("focusout", (event) => { if (event.target.matches("input, select, textarea")) again(event.target); });

const waiting = new Map();
function again(left) {
  const part = left.closest("[data-refresh]") ?? (left.closest("#person, #head, #help") && document.getElementById("again"));
  if (!part) return;
  clearTimeout(waiting.get(part.id));
  waiting.set(part.id, setTimeout(() => document.getElementById(part.id)?.dispatchEvent(new CustomEvent("refresh")), 400));
}
