// A double click sends a form once: its button is busy until the answer is there.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sending = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), 8000);
}, true);

function release(form) {
  delete form.dataset.sending;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});
