// Hours are painted: whoever presses one and goes on over others does to all of them what they did to the first. Each is
// a checkbox, so that whoever cannot draw presses them one by one.
let on = null;

document.addEventListener("pointerdown", (event) => {
  const cell = cellAt(event);
  if (!cell || event.button) return;
  on = !cell.checked;
  put(cell);
  cell.releasePointerCapture?.(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (on === null) return;
  for (const one of event.getCoalescedEvents?.() ?? [event]) put(cellAt(one));
});

for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    if (on === null) return;
    on = null;
    document.querySelector("[data-paint]")?.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// What was painted by pressing it is not to be undone by the click that follows.
document.addEventListener("click", (event) => {
  if (event.detail && event.target.matches?.("[data-paint] input")) event.preventDefault();
});

function cellAt({ clientX, clientY }) {
  return document.elementFromPoint(clientX, clientY)?.closest("[data-paint] input");
}

function put(cell) {
  if (cell) cell.checked = on;
}
