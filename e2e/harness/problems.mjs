// What no page may ever do, whatever the journey is about.

/** Collects what goes wrong on a page without the person seeing it. */
export function watchPage(page, problems) {
  page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    // A refused address is told by the response below, where its kind is known.
    const isResponse = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isResponse) problems.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    const kind = response.request().resourceType();
    const isBroken = response.status() >= 500 || (response.status() >= 400 && kind !== 'document');
    if (isBroken) problems.push(`${response.status()} for ${kind} ${new URL(response.url()).pathname}`);
  });
}

/** Takes the problems collected so far out of the list. */
export function newerProblems(problems) {
  return [...new Set(problems.splice(0))];
}
