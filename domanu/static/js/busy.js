// The button that was pressed says that it works, and a second press sends nothing.
document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (target.method !== "post") return;
  if (target.dataset.sent && !target.hasAttribute("hx-post")) return event.preventDefault();
  target.dataset.sent = "yes";
  submitter?.setAttribute("aria-busy", "true");
  submitter?.classList.add("pressed");
  setTimeout(calm, 10_000); // an answer that is a file to keep leaves this page standing
});

addEventListener("pageshow", calm);
document.addEventListener("htmx:finally:request", calm);

function calm() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll(".pressed")) {
    button.classList.remove("pressed");
    button.removeAttribute("aria-busy");
  }
}
