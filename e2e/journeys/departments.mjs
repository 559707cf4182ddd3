// Other departments of the joint mechanism, and who looks after those who look.

import assert from 'node:assert/strict';

import { journey } from '../harness/journey.mjs';

const rows = (t) => t.page.locator('tbody tr');

journey('法院联络员只看到与本院有关的来件', async (t) => {
  await t.login('court');
  await t.page.getByRole('heading', { name: '本单位相关来件', level: 1 }).waitFor();
  assert.equal(new URL(t.page.url()).pathname, '/shared');
  assert((await rows(t).count()) > 0, 'the court contributed facts about filings of the demo');
  assert.deepEqual(await t.page.locator('.mainnav a').allInnerTexts(), ['相关来件']);
  await t.soundPage('本单位相关来件');

  const first = t.page.locator('tbody a[href^="/shared/"]').first();
  const id = (await first.getAttribute('href')).split('/').pop();
  await first.click();
  await t.page.getByRole('heading', { name: '本单位提供的事实' }).waitFor();
  for (const organ of await t.page.locator('#facts ~ .table-wrap tbody tr').allInnerTexts()) assert.match(organ, /行政诉讼/);
  await t.soundPage('一件相关来件');

  // The bureau's own page of the same filing, its lists, its people: not theirs.
  for (const path of [`/submissions/${id}`, '/submissions', '/lookup', '/registry', '/exports', '/together', '/looks', '/persons/1']) {
    const response = await t.open(path);
    assert.equal(response.status(), 403, path);
  }
  // A filing that does not concern the court does not exist for it.
  const shared = new Set();
  await t.open('/shared');
  for (const link of await t.page.locator('tbody a[href^="/shared/"]').all()) shared.add((await link.getAttribute('href')).split('/').pop());
  const other = Array.from({ length: 200 }, (_, n) => String(n + 1)).find((n) => !shared.has(n));
  const response = await t.open(`/shared/${other}`);
  assert.equal(response.status(), 404);
  await t.soundPage('与本单位无关');
});

journey('法院看明文须写明用途，审计员查得到', async (t) => {
  await t.login('court');
  let found = null;
  for (const link of await t.page.locator('tbody a[href^="/shared/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')))) {
    await t.open(link);
    if (await t.page.getByText('查看明文').count()) {
      found = link;
      break;
    }
  }
  assert(found, 'a filing with a name that the court may read');
  const number = (await t.page.getByRole('heading', { level: 1 }).innerText()).replace('来件 ', '');
  await t.page.getByText('查看明文').first().click();
  await t.page.getByLabel('用途（审判）').first().fill('核对原告身份与起诉状');
  await t.page.getByRole('button', { name: '查看', exact: true }).first().click();
  await t.page.getByRole('heading', { name: '姓名明文' }).waitFor();
  await t.soundPage('法院看明文');

  await t.freshBrowser();
  await t.login('auditor');
  await t.open('/looks');
  await t.soundPage('最近的查阅');
  await t.page.getByLabel('来件编号').last().fill(number);
  await t.page.getByRole('main').getByRole('button', { name: '查找' }).click();
  await t.page.getByRole('heading', { name: '查阅该人的记录' }).waitFor();
  const row = rows(t).filter({ hasText: '核对原告身份与起诉状' });
  assert.equal(await row.count(), 1);
  assert.match(await row.innerText(), /罗法官.*岳阳楼区人民法院/s);
  await t.soundPage('谁看过这个人');
});

journey('三员各管各的', async (t) => {
  for (const [who, allowed] of [['security', []], ['auditor', ['查阅记录']]]) {
    await t.freshBrowser();
    await t.login(who);
    const nav = await t.page.locator('.mainnav a').allInnerTexts();
    for (const label of allowed) assert(nav.includes(label), `${who}: ${nav}`);
    for (const path of ['/lookup', '/imports', '/persons/review']) {
      const response = await t.open(path);
      assert.equal(response.status(), 403, `${who} ${path}`);
    }
  }
});
