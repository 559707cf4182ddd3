// Keys on lists: y and n answer the question that has the focus; j and k move over the rows, Enter opens (the row's link has the focus), / goes to the search box.
// Pages work the same without this module.

const rows = () => [...document.querySelectorAll("[data-row]")];

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "y" || event.key === "n") {
    const answer = document.activeElement?.closest("[data-question]")?.querySelector(`[data-answer="${event.key}"]`);
    if (!answer) return;
    answer.click();
  } else if (event.key === "/") document.getElementById("quickfind")?.focus();
  else return;
  event.preventDefault();
});
