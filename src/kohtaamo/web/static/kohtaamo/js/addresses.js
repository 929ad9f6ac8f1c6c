// Fields for addresses with commas between: what is known is offered for the last one as it is typed.
const PAUSE = 150;
let timer, number = 0;

document.addEventListener("input", (event) => {
  const field = event.target, from = field.form?.dataset.addresses;
  if (!from || !["to", "copies", "blind", "more"].includes(field.name) || field.type === "radio") return;
  clearTimeout(timer);
  timer = setTimeout(() => offer(field, from), PAUSE);
});

async function offer(field, from) {
  const typed = field.value.split(/[,;]\s*/), last = typed.pop().trim(), before = typed.join(", ");
  if (!last) return;
  const answer = await fetch(`${from}?q=${encodeURIComponent(last)}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const part = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = listOf(field);
  list.replaceChildren(...part.querySelectorAll("option"));
  for (const option of list.children) option.value = before ? `${before}, ${option.value}` : option.value;
}

function listOf(field) {
  if (field.list) return field.list;
  const list = document.createElement("datalist");
  list.id = `addresses-${number++}`;
  field.after(list);
  field.setAttribute("list", list.id);
  return list;
}
