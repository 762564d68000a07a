// After a swap the focus must not fall to the body: it goes to what is wrong, else to where it was.
const left = new WeakMap(); // what had the focus before a swap, for one may begin before the other has ended
let told = null; // what is wrong already, while something else on the page changes
let seen = false; // whether what has the focus is on the screen, or the reader has scrolled on

document.addEventListener("htmx:before:swap", ({ detail }) => {
  const at = document.activeElement;
  if (at !== document.body) left.set(detail.ctx, at);
  told = document.querySelector("#problems");
  const { top, bottom } = at.getBoundingClientRect();
  seen = at.id && bottom > 0 && top < innerHeight;
});

document.addEventListener("htmx:after:swap", (event) => {
  const problems = document.querySelector("#problems");
  const wrong = refused(event) || (problems !== told && problems);
  const at = document.activeElement;
  if (wrong) wrong.focus();
  else if (at !== document.body && seen) at.scrollIntoView({ block: "nearest" }); // what is said above pushes it down
  else if (at === document.body && left.has(event.detail.ctx)) landing(event).focus();
});

addEventListener("DOMContentLoaded", () => document.querySelector("#problems")?.focus());

function refused({ detail }) {
  const words = detail.ctx?.hx?.retarget === "#status" && document.querySelector("#status .bad");
  if (words) {
    words.tabIndex = -1;
    document.querySelector("#problems")?.remove(); // one thing at a time
  }
  return words;
}

function landing(event) {
  const place = kept(left.get(event.detail.ctx).id) || changed(event) || document.querySelector("main");
  if (!place.matches("a, button, input, select, textarea, summary")) place.tabIndex = -1;
  return place;
}

// A button that is gone now may be named by the one that is there instead.
function kept(id) {
  return id && (document.getElementById(id) || document.querySelector(`[data-instead="${id}"]`));
}

function changed(event) {
  return event.target instanceof Element && event.target.isConnected && event.target !== document.body && event.target;
}
