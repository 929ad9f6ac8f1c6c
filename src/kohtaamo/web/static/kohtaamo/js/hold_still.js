// A part in which a person is filling something in is not changed under their hands: it is read anew when they are done.
// What they sent themselves is always put in place. htmx tells of the swap first, then of each part.
let verb = "get";
document.addEventListener("htmx:beforeSwap", (event) => { verb = event.detail.requestConfig.verb; });

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const part = event.detail.target;
  if (verb !== "get" || part.id === "talk-list") return;
  if (isBusy(part)) event.detail.shouldSwap = false;
});

const isBusy = (part) => part.querySelector(":scope details[open] form") !== null || part.querySelector(":scope form details[open]") !== null
  || [...part.querySelectorAll("input:checked[name=feeling]")].length > 0
  || part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");

document.addEventListener("toggle", (event) => {
  if (!event.target.open && event.target.closest("#person, #head, #promises, #decide, #decided")) again();
}, true);

document.addEventListener("focusout", (event) => {
  if (event.target.matches("#person input, #head :is(input, select), #promises :is(input, select), #decide :is(input, textarea), #decided input")) again();
});

let waiting;
function again() {
  clearTimeout(waiting);
  waiting = setTimeout(() => document.getElementById("again")?.dispatchEvent(new CustomEvent("refresh")), 400);
}
