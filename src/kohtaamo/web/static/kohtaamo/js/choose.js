// A form of choices (data-choose) asks anew as soon as a choice changes; its button is for those without scripts.
for (const form of document.querySelectorAll("form[data-choose]")) {
  form.querySelector("button")?.setAttribute("hidden", "");
  form.addEventListener("change", () => form.requestSubmit());
}
