// A link with data-dialog opens that <dialog>; without this script it leads to the same question on a page of its own.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-dialog]");
  const dialog = link && document.getElementById(link.dataset.dialog);
  if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  dialog.addEventListener("close", () => link.focus(), { once: true });
  dialog.showModal();
});
