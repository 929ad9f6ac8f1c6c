// A promise seen in the text is written down with one key (Tab) or touch, and taken off again as easily. Escape
// puts the offers away; ignoring them costs nothing.
const offers = () => [...document.querySelectorAll("#offers [data-offer]")];

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "write" || !offers().length || event.shiftKey) return;
  if (event.key === "Tab") { event.preventDefault(); record(offers()[0]); }
  if (event.key === "Escape") { event.preventDefault(); document.getElementById("offers").replaceChildren(); }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-record]")) record(event.target.closest("[data-offer]"));
  const off = event.target.closest("[data-remove]");
  if (!off) return;
  off.closest("li").remove();
  htmx.trigger("#write", "offers");
  document.getElementById("write").focus();
});

function record(offer) {
  const value = (name) => offer.querySelector(`[name="${name}"]`).value;
  if (!value("what").trim() || !value("due_at")) { offer.querySelector("details").open = true; return; }
  const line = document.getElementById("recorded-one").content.cloneNode(true);
  for (const name of ["what", "due_at", "form"]) line.querySelector(`[name="promise_${name}"]`).value = value(name);
  line.querySelector('[name="promise_phrase"]').value = offer.dataset.phrase;
  line.querySelector("[data-told]").textContent = told(offer, value);
  document.getElementById("recorded").append(line);
  offer.remove();
  document.dispatchEvent(new CustomEvent("promise-recorded"));
  document.getElementById("write").focus();
}

// The words of the server when nothing was changed, else the reader's own way of saying a day and a time.
function told(offer, value) {
  const fields = [...offer.querySelectorAll("input")];
  if (fields.every((field) => field.value === field.defaultValue)) return offer.querySelector("b").textContent;
  const when = new Date(value("due_at"));
  const said = when.toLocaleString(document.documentElement.lang, { weekday: "short", day: "numeric", month: "numeric", hour: "numeric", minute: "2-digit" });
  return `${value("what")}, ${said}`;
}

// Keys inside the small form change the promise; they do not send the answer.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.("[data-offer] input")) return;
  event.preventDefault();
  record(event.target.closest("[data-offer]"));
});
