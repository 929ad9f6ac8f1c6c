// An article goes into what is being written: by the button beside the case (data-article, key A for the first) or chosen
// after # in the text. The value is the article's number and whether its link or its whole text is wanted.
const write = () => document.getElementById("write");

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-article]");
  if (!button || !write()) return;
  event.preventDefault();
  putArticle(button.dataset.article, write().selectionStart, write().selectionEnd);
});

export async function putArticle(wanted, from, to) {
  const form = write().form, data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("article", wanted);
  const answer = await fetch(form.dataset.articles, { method: "POST", body: data, headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  const told = await answer.json(), field = write();
  const before = field.value.slice(0, from), lead = before && !/\s$/.test(before) ? "\n\n" : "";
  field.focus();
  field.setRangeText(lead + told.text + "\n", from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
