// The reader's time zone, for the form that asks nobody to look it up.
for (const field of document.querySelectorAll("[data-time-zone]")) {
  field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone;
}

// And for visitors, whom nobody has asked: a link to the same times by their own clock, if it shows something else.
function offerOwn() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const place of document.querySelectorAll("[data-own-zone][hidden]")) {
    if (!own || own.startsWith("Etc/") || own === place.dataset.ownZone) continue;
    const link = place.querySelector("a");
    const url = new URL(link.href);
    url.searchParams.set("zone", own);
    link.href = url;
    place.hidden = false;
  }
}

document.addEventListener("htmx:after:swap", offerOwn);
offerOwn();
