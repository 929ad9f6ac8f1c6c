// The words to the customer follow the amount until somebody changes them.
document.addEventListener("input", (event) => {
  const form = event.target.closest("form.deciding");
  if (!form) return;
  if (event.target.name === "words") { form.dataset.own = "yes"; return; }
  if (event.target.name !== "amount" || form.dataset.own) return;
  const typed = event.target.value.trim();
  const words = form.querySelector("[name=words]");
  if (!typed || !words) return;
  words.value = form.dataset.frame.replaceAll("{amount}", form.dataset.shape.replace("{n}", typed.replace(/\s*€$/, "")));
});
