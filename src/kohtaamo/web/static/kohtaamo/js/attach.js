// Files go to the draft as soon as they are chosen, dropped or pasted, and come off again one by one.
const composer = () => document.getElementById("composer");

document.addEventListener("change", (event) => {
  if (event.target.name !== "files" || !event.target.files.length) return;
  send(event.target.files);
  event.target.value = "";
});

document.addEventListener("click", (event) => {
  const off = event.target.closest("[data-detach]");
  if (!off) return;
  event.preventDefault();
  event.stopPropagation();
  post(off.dataset.detach, new FormData());
}, true);

document.addEventListener("dragover", (event) => { if (event.target.closest?.("#composer")) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  if (!event.target.closest?.("#composer") || !event.dataTransfer.files.length) return;
  event.preventDefault();
  send(event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  if (event.target.id === "write" && event.clipboardData.files.length) send(event.clipboardData.files);
});

function send(files) {
  const data = new FormData();
  for (const file of files) data.append("files", file);
  post(composer().dataset.files, data);
}

async function post(address, data) {
  const place = document.getElementById("files");
  place.setAttribute("aria-busy", "true");
  data.set("csrfmiddlewaretoken", composer().elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(address, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    const files = part.getElementById("files");
    if (files) place.replaceWith(files);
    else document.getElementById("trouble").replaceChildren(...part.body.children);
  } finally {
    place.removeAttribute("aria-busy");
  }
}
