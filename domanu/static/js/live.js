// What changes elsewhere shows here, too. A message says only that something has changed: what is marked with
// data-live="/address" is then read again, and takes the place of itself. Without this script one reloads the page.
// Only the tab that is looked at listens: many in the background would use up the connections of the browser.
const PATIENCE = 3_000;
let source = null;
let heard = performance.timeOrigin; // until when this page is known to be up to date
let again = 0;

function listen() {
  clearTimeout(again);
  if (source || document.visibilityState !== "visible" || !document.querySelector("[data-live]")) return;
  source = new EventSource(`/live?age=${Math.max(0, Math.ceil(Date.now() - heard))}`);
  source.addEventListener("ping", () => (heard = Date.now()));
  source.addEventListener("message", refresh);
  source.addEventListener("error", reconnect);
}

function stop() {
  clearTimeout(again);
  source?.close();
  source = null;
}

// Whoever has signed out is told to come back no more; then the source is closed for good.
function reconnect() {
  const gone = source.readyState === EventSource.CLOSED;
  stop();
  if (!gone) again = setTimeout(listen, PATIENCE * (0.5 + Math.random()));
}

async function refresh() {
  heard = Date.now();
  const addresses = new Set([...document.querySelectorAll("[data-live]")].map(addressOf));
  await Promise.allSettled([...addresses].map(read));
}

async function read(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, redirect: "error" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const region of document.querySelectorAll("[data-live]")) {
    if (addressOf(region) === address) replace(region, page.getElementById(region.id));
  }
}

// Nothing is taken away from under somebody's hands: a field that is being filled in, a dialog that is open.
function replace(region, fresh) {
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  if (!fresh || region.isEqualNode(fresh) || focused?.matches("input, textarea, select")) return;
  if (region.querySelector("dialog[open], [aria-busy]")) return;
  region.replaceWith(fresh);
  globalThis.htmx?.process(fresh);
  if (focused) (document.getElementById(focused.id) || document.querySelector("main")).focus();
}

function addressOf(region) {
  return region.dataset.live || location.href;
}

document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? listen() : stop()));
addEventListener("pagehide", stop);
addEventListener("pageshow", listen);
