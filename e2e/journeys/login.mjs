import assert from 'node:assert/strict';

import { journey } from '../harness/journey.mjs';

journey('没有登录只见登录页', async (t) => {
  const response = await t.open('/');
  assert.equal(t.path, '/login');
  assert.equal(response.status(), 200);
  const policy = response.headers()['content-security-policy'] ?? '';
  assert.match(policy, /default-src 'none'|default-src 'self'/);
  assert.doesNotMatch(policy, /unsafe/);
  await t.soundPage('登录');
});

journey('密码不对说清楚', async (t) => {
  await t.open('/login');
  await t.page.getByLabel('账号').fill('officer');
  await t.page.getByLabel('密码').fill('not-the-password');
  await t.page.getByRole('button', { name: '登录' }).click();
  await t.page.getByRole('alert').waitFor();
  assert.equal(t.path, '/login');
  assert.equal(await t.page.getByLabel('密码').inputValue(), '');
  await t.soundPage('密码不对');
});

journey('登录、看工作台、退出', async (t) => {
  await t.login('officer');
  await t.page.getByRole('heading', { name: '工作台' }).waitFor();
  const [cookie] = await t.page.context().cookies();
  assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, 'Strict']);
  await t.soundPage('工作台');

  await t.page.getByRole('button', { name: '退出' }).click();
  await t.page.waitForURL('**/login**');
  // The session is dead on the server, not only forgotten by the browser.
  await t.page.context().addCookies([cookie]);
  await t.open('/');
  assert.equal(t.path, '/login');
});

journey('没有脚本也能登录和退出', async (t) => {
  await t.freshBrowser({ javaScriptEnabled: false });
  await t.login('head');
  await t.page.getByRole('heading', { name: '工作台' }).waitFor();
  await t.page.getByRole('button', { name: '退出' }).click();
  await t.page.waitForURL('**/login**');
});
