// Toolbar menus, one open at a time; Escape or a press elsewhere closes them.
const menus = [];

export function menu(button, list, onOpen) {
  const entry = { button, list };
  menus.push(entry);
  button.addEventListener("click", () => {
    const opens = list.hidden;
    menus.forEach((item) => show(item, item === entry && opens));
    if (opens && onOpen) onOpen();
  });
  return () => show(entry, false);
}

function show({ button, list }, open) {
  list.hidden = !open;
  button.setAttribute("aria-expanded", open);
}

document.addEventListener("pointerdown", (event) => {
  menus.forEach((item) => { if (!item.list.contains(event.target) && !item.button.contains(event.target)) show(item, false); });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus.filter((item) => !item.list.hidden).forEach((item) => {
    if (item.list.contains(document.activeElement)) item.button.focus();
    show(item, false);
  });
});
