// How long a message can still be taken back, in seconds; when the time is up the talk is read anew.
function tick() {
  for (const mark of document.querySelectorAll("[data-leaves-at]:not([data-up])")) {
    const left = Math.ceil((new Date(mark.dataset.leavesAt) - Date.now()) / 1000);
    if (left > 0) { told(mark.querySelector("[data-left]"), left); continue; }
    mark.dataset.up = "yes";
    mark.querySelector("form")?.remove();
    setTimeout(() => document.getElementById("again")?.dispatchEvent(new CustomEvent("refresh")), 1200);
  }
}
const told = (place, left) => { place.textContent = `${place.dataset.left} ${left}\u00a0s`; };
tick();
setInterval(tick, 1000);
