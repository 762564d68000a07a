// After a swap the focus must not fall to the body: it goes to what is wrong, else to where it was.
let before = null;
let told = null; // what is wrong already, while something else on the page changes
let seen = false; // whether what has the focus is on the screen, or the reader has scrolled on

document.addEventListener("htmx:before:swap", () => {
  before = document.activeElement?.id || null;
  told = document.querySelector("#problems");
  const { top, bottom } = document.activeElement.getBoundingClientRect();
  seen = before && bottom > 0 && top < innerHeight;
});

document.addEventListener("htmx:after:swap", (event) => {
  const problems = document.querySelector("#problems");
  const wrong = refused(event) || (problems !== told && problems);
  if (wrong) wrong.focus();
  else if (document.activeElement === document.body) landing(event).focus();
  else if (seen) document.activeElement.scrollIntoView({ block: "nearest" }); // what is said above pushes it down
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
  const place = kept() || changed(event) || document.querySelector("main");
  if (!place.matches("a, button, input, select, textarea, summary")) place.tabIndex = -1;
  return place;
}

// A button that is gone now may be named by the one that is there instead.
function kept() {
  return before && (document.getElementById(before) || document.querySelector(`[data-instead="${before}"]`));
}

function changed(event) {
  return event.target instanceof Element && event.target.isConnected && event.target !== document.body && event.target;
}
