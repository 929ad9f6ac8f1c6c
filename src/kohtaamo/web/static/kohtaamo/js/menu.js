// Small menus (details.menu, and what else may be done to a promise) close with Escape, and when something else is touched.
const openOnes = () => [...document.querySelectorAll("details.menu[open], details.others[open]")];

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = openOnes().find((each) => each.contains(document.activeElement)) ?? openOnes()[0];
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  for (const menu of openOnes()) if (!menu.contains(event.target)) menu.open = false;
});
