// When a passkey is refused or cancelled, say so in a sentence instead of leaving the page silent.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-trouble]").forEach((word) => { word.hidden = false; });
});
