// Keeps the counters of a running import up to date; when the run ends the page is loaded once more.
// Without this module the page refreshes itself.

const panel = document.querySelector("[data-progress]");
const bar = panel?.querySelector("progress");
const PAUSE_MS = 1000;

function show(run) {
  if (bar && run.percent !== null) bar.value = run.percent;
  for (const cell of panel.querySelectorAll("[data-count]")) cell.textContent = run[cell.dataset.count];
}

async function step() {
  try {
    const response = await fetch(panel.dataset.progress, { headers: { accept: "application/json" } });
    if (!response.ok) return location.reload();
    const run = await response.json();
    show(run);
    if (run.state !== "running") return location.reload();
  } catch {
    // The network is gone for a moment: ask again, the run does not depend on this page.
  }
  setTimeout(step, PAUSE_MS);
}

if (panel) setTimeout(step, PAUSE_MS);
