// What is being written is kept on the server: 0.8 seconds after the last key, and at once when the page is left.
const PAUSE = 800, AGAIN = 4000;
let timer, kept = words();

const composer = () => document.getElementById("composer");
const say = (what) => { const mark = document.getElementById("saved"); if (mark) mark.textContent = what ? mark.dataset[what] : ""; };

function words() {
  const form = document.getElementById("composer");
  return form ? `${form.elements.kind.value} ${form.elements.text.value}` : "";
}

function parcel() {
  const form = composer(), data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "text", "kind"]) data.set(name, form.elements[name].value);
  return data;
}

async function keep() {
  if (!composer() || words() === kept) return;
  const written = words();
  try {
    const answer = await fetch(composer().dataset.draft, { method: "POST", body: parcel(), headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.status);
    kept = written;
    say("saved");
  } catch {
    say("unsaved");
    timer = setTimeout(keep, AGAIN);
  }
}

document.addEventListener("input", (event) => {
  if (!["text", "kind"].includes(event.target.name) || event.target.form !== composer()) return;
  say("");
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
});
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.id !== "composer") return;
  clearTimeout(timer);
  kept = composer().elements.text.value ? "" : words();  // words that came back unsent may be newer than the kept draft
  keep();
});
document.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.elt === composer()) clearTimeout(timer); });
addEventListener("pagehide", () => {
  if (composer() && words() !== kept && !composer().dataset.sending) navigator.sendBeacon(composer().dataset.draft, parcel());
});
