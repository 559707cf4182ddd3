// Journeys as files register them: `journey('登录', async (t) => { … })`.

const journeys = [];

/**
 * @param {string} name what the person wants, as one would say it
 * @param {(t: import('./traveller.mjs').Traveller) => Promise<void>} travel
 */
export function journey(name, travel) {
  journeys.push({ name, travel });
}

export function registered() {
  return [...journeys];
}
