// Every page: nothing for axe in light and dark, nothing sticking out, usable without scripts.

import assert from 'node:assert/strict';

import { journey } from '../harness/journey.mjs';

const PAGES = ['/', '/?mine=1', '/submissions', '/submissions?verdict=hit', '/submissions?number=NOTHING', '/imports', '/exports', '/lookup', '/persons/review', '/together', '/policies', '/policies/draft/yy16.2.6', '/account', '/avoidance'];

journey('每一页都经得起检查', async (t) => {
  await t.login('head');
  for (const path of PAGES) {
    const response = await t.open(path);
    assert.equal(response.status(), 200, path);
    await t.soundPage(path.replaceAll(/[^a-z]+/g, '-'));
  }
  await t.open('/submissions?verdict=hit');
  await t.page.locator('tbody a[href^="/submissions/"]').first().click();
  await t.page.locator('main a[href^="/persons/"]').first().click();
  await t.page.getByRole('heading', { name: '来件时间分布' }).waitFor();
  await t.soundPage('人员');
});

journey('没有脚本也能筛选、翻页、打开', async (t) => {
  await t.freshBrowser({ javaScriptEnabled: false });
  await t.login('head');
  await t.open('/submissions?kind=complaint');
  await t.page.locator('tbody a[href^="/submissions/"]').first().click();
  assert.match(t.path, /^\/submissions\/\d+$/);
});

journey('导出默认遮蔽', async (t) => {
  await t.login('head');
  await t.open('/exports');
  const download = t.page.waitForEvent('download');
  await t.page.locator('form[action="/exports"] button[type=submit]').click();
  assert.match((await download).suggestedFilename(), /\.(xlsx|csv)$/);
  await t.open('/exports');
  await t.shot('导出记录');
});
