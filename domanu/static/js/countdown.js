// How long a time is still kept: [data-seconds] counts them down. Without this script the clock time beside it is all.
const ends = new WeakMap();

function count() {
  for (const place of document.querySelectorAll("[data-seconds]")) {
    if (!ends.has(place)) ends.set(place, Date.now() + place.dataset.seconds * 1000);
    const left = Math.round((ends.get(place) - Date.now()) / 1000);
    const words = left > 3600 ? "" : left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left` : "that is over";
    if (place.textContent !== words) place.textContent = words;
  }
}

setInterval(count, 1000);
document.addEventListener("htmx:after:swap", count);
count();
