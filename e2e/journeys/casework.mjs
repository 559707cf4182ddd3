// The acts between the main decisions, in a browser: a complaint refused for 16(3) whose clue goes on to be filed; a hundred at once.

import assert from 'node:assert/strict';

import { journey } from '../harness/journey.mjs';

journey('批量指派、逐件结果、整批撤销', async (t) => {
  await t.login('head');
  await t.soundPage('工作台带批量');
  const picks = t.page.locator('input[name="matter"]');
  const count = Math.min(3, await picks.count());
  for (let n = 0; n < count; n += 1) await picks.nth(n).check();
  await t.page.getByLabel('办理', { exact: true }).selectOption('remind');
  await t.page.locator('#batch button').click();
  await t.page.getByRole('heading', { name: '批量催办' }).waitFor();
  assert.equal(Number(await t.page.locator('[data-count="done"]').innerText()), count);
  await t.soundPage('批量结果');
  await t.page.getByRole('button', { name: '整批撤销' }).click();
  await t.page.getByText('已撤销').first().waitFor();
});
