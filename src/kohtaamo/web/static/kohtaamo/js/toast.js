// A toast says what happened and goes by itself; one that is pointed at or focused stays.
const STAYS = 7000;

function watch() {
  for (const toast of document.querySelectorAll("#trouble .toast:not([data-watched])")) {
    toast.dataset.watched = "yes";
    setTimeout(function leave() {
      if (toast.matches(":hover, :focus-within")) setTimeout(leave, STAYS);
      else toast.remove();
    }, STAYS);
  }
}
document.addEventListener("htmx:afterSettle", watch);
watch();
