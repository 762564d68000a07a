// What the status region says is about the last press: an older refusal goes before the next answer comes in.
let told = null;

document.addEventListener("htmx:before:swap", () => {
  document.querySelector("#status .bad")?.remove();
  told = document.querySelector("#problems");
});

// And an older success goes where that answer says what is wrong.
document.addEventListener("htmx:after:swap", () => {
  const problems = document.querySelector("#problems");
  if (problems && problems !== told) document.querySelector("#status .status")?.remove();
});

// No answer came, so no page says it: the line is down, or the site is. The form stays as it was.
document.addEventListener("htmx:error", ({ detail }) => {
  const words = document.querySelector("#no-answer");
  if (!detail.ctx || !words) return;
  const status = document.querySelector("#status");
  status.replaceChildren(words.content.cloneNode(true));
  status.firstElementChild.focus();
});
