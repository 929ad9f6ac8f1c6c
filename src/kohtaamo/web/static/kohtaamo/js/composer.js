// The composer: Ctrl+Enter presses the button in view, a promise is underlined where it stands.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target.id !== "write") return;
  event.preventDefault();
  [...event.target.form.querySelectorAll(".bar .primary")].find((button) => button.checkVisibility())?.click();
});

document.addEventListener("input", (event) => { if (event.target.id === "write") underline(); });
document.addEventListener("change", (event) => {
  if (event.target.name !== "kind") return;
  document.getElementById("write").focus();
  htmx.trigger("#write", "offers");
});
document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target.id === "offers") underline(); });

// The same words lie under the sheet, unseen but for the line under a promise and the mark on a gap to be filled in.
const GAP = /\{\s*(?:customer|case|me|team|organisation|promise|touchpoint|today)(?:\.[a-z_]+)?\s*(?:\|[^{}\n]*)?\}/gi;
function underline() {
  const write = document.getElementById("write");
  const under = write?.parentElement.querySelector(".under");
  if (!under) return;
  const phrases = [...document.querySelectorAll("[data-offer]")].map((offer) => offer.dataset.phrase);
  phrases.push(...[...document.querySelectorAll("#recorded [name=promise_phrase]")].map((field) => field.value));
  const gaps = (write.value.match(GAP) ?? []).map((gap) => [gap, "gap"]);
  under.replaceChildren(...marked(write.value, [...phrases.filter(Boolean).map((one) => [one, "promise-in-text"]), ...gaps]), "\u200b");
  under.scrollTop = write.scrollTop;
}

function marked(text, phrases) {
  const found = phrases.map(([phrase, look]) => [text.indexOf(phrase), phrase, look]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0]);
  const parts = [];
  let from = 0;
  for (const [at, phrase, look] of found) {
    if (at < from) continue;
    const mark = document.createElement("mark");
    mark.className = look;
    mark.textContent = phrase;
    parts.push(text.slice(from, at), mark);
    from = at + phrase.length;
  }
  return [...parts, text.slice(from)];
}

document.addEventListener("promise-recorded", underline);
document.addEventListener("scroll", (event) => { if (event.target.id === "write") underline(); }, true);
underline();
if (document.getElementById("write")?.value) setTimeout(() => htmx.trigger("#write", "offers"), 0);
