import assert from 'node:assert/strict';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

import { CLIENT, SECRET, freePort, lyingService, trusting } from '../harness/identity.mjs';
import { journey } from '../harness/journey.mjs';

journey('用统一身份认证登录', async (t) => {
  const [issuerPort, port] = [await freePort(), await freePort()];
  const issuer = `http://127.0.0.1:${issuerPort}`;
  const redirect = `http://127.0.0.1:${port}/login/outside/return`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT, client_secret: SECRET, redirect_uris: [redirect] }],
    cookies: { keys: ['made-up'] },
    pkce: { required: () => true },
  });
  const service = createServer(provider.callback()).listen(issuerPort, '127.0.0.1');
  const house = await trusting(t.server, issuer, port, 'officer', 'officer-7');
  try {
    await t.freshBrowser();
    const reach = async (subject) => {
      await t.page.goto(`${house.url}/submissions`);
      await t.page.getByRole('link', { name: '某市统一身份认证登录' }).click();
      await t.page.waitForURL(`${issuer}/**`);
      await t.page.locator('input[name=login]').fill(subject);
      await t.page.locator('input[name=password]').fill('made-up');
      await t.page.locator('button[type=submit]').click();
      await t.page.waitForURL(`${issuer}/interaction/**`);
      await t.page.locator('button[type=submit]').click();
      await t.page.waitForURL(`${house.url}/**`);
    };
    await reach('officer-7');
    await t.page.waitForURL(`${house.url}/submissions`);
    await t.page.getByText('周承办').first().waitFor();

    await t.freshBrowser();
    await reach('somebody-else');
    await t.page.getByText('没有绑定账号').waitFor();
  } finally {
    await house.stop();
    service.closeAllConnections();
    service.close();
  }
});

journey('统一身份认证给出的坏凭据一律不认', async (t) => {
  const service = await lyingService();
  const house = await trusting(t.server, service.issuer, await freePort(), 'officer', 'known');
  const answers = [];
  try {
    const codes = [...service.names().keys(), 'without', 'error', 'broken', 'large', 'elsewhere'];
    assert(codes.length > 45);
    for (const [at, code] of codes.entries()) {
      const left = await fetch(`${house.url}/login/outside`, { redirect: 'manual' });
      const asked = new URL(left.headers.get('location')).searchParams;
      const [cookie] = left.headers.getSetCookie()[0].split(';');
      assert.equal(asked.get('code_challenge_method'), 'S256');
      service.expect(String(at), asked.get('nonce'));
      const back = new URLSearchParams({ code: `${code}~${at}`, state: asked.get('state') });
      const arrive = (headers) => fetch(`${house.url}/login/outside/return?${back}`, { redirect: 'manual', headers });
      // Without the cookie it is another browser's login.
      assert.equal((await arrive({})).status, 422);
      const answer = await arrive({ cookie });
      const isIn = answer.headers.getSetCookie().some((line) => line.startsWith('session='));
      answers.push(`${service.names()[code] ?? code}: ${answer.status} ${isIn ? 'in' : 'out'}`);
      // A login comes back once, good or bad.
      assert.equal((await arrive({ cookie })).status, 422);
    }
  } finally {
    await house.stop();
    await service.stop();
  }
  assert.equal(answers[0], 'good: 200 in');
  assert.deepEqual(answers.slice(1).filter((answer) => !answer.endsWith(': 422 out')), []);
});
