// After a swap the focus must not fall to the body: it goes to what is wrong, else to where it was.
let before = null;
let told = null; // what is wrong already, while something else on the page changes

document.addEventListener("htmx:before:swap", () => {
  before = document.activeElement?.id || null;
  told = document.querySelector("#problems");
});

document.addEventListener("htmx:after:swap", (event) => {
  const problems = document.querySelector("#problems");
  const wrong = refused(event) || (problems !== told && problems);
  if (wrong) wrong.focus();
  else if (document.activeElement === document.body) landing(event).focus();
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
  const place = (before && document.getElementById(before)) || changed(event) || document.querySelector("main");
  if (!place.matches("a, button, input, select, textarea, summary")) place.tabIndex = -1;
  return place;
}

function changed(event) {
  return event.target instanceof Element && event.target.isConnected && event.target !== document.body && event.target;
}
