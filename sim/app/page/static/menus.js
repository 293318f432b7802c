// Lists that open under a button of the toolbar, one at a time; they close on Escape and on a press anywhere else.
const menus = [];

export function menu(button, list, onOpen) {
  const own = { button, list };
  menus.push(own);
  button.addEventListener("click", () => {
    const opens = list.hidden;
    menus.forEach((one) => show(one, one === own && opens));
    if (opens && onOpen) onOpen();
  });
  return () => show(own, false);
}

function show({ button, list }, open) {
  list.hidden = !open;
  button.setAttribute("aria-expanded", open);
}

document.addEventListener("pointerdown", (event) => {
  menus.forEach((one) => { if (!one.list.contains(event.target) && !one.button.contains(event.target)) show(one, false); });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus.filter((one) => !one.list.hidden).forEach((one) => {
    if (one.list.contains(document.activeElement)) one.button.focus();
    show(one, false);
  });
});
