// A button with data-copy puts what stands in that field where it can be pasted from; without this script it is hidden.
function offer() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  await navigator.clipboard.writeText(field.value);
  document.querySelector("#status").textContent = "";
  const words = document.createElement("p");
  words.className = "status";
  words.textContent = "Copied. Paste it wherever you like.";
  document.querySelector("#status").append(words);
});

document.addEventListener("htmx:after:swap", offer);
offer();
