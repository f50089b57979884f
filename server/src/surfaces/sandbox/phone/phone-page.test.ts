/** The phone in a real browser, where one is found: what people and shops write is text, buttons work, and everything goes by keyboard. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandboxHouse, type SandboxHouse } from '../../../../test/builders/sandbox-house.ts';

const program = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);

describe.skipIf(program === undefined)('the phone in a browser', () => {
  let house: SandboxHouse;
  let browser: Browser;
  let origin: string;
  const faults: string[] = [];
  beforeAll(async () => {
    house = await openSandboxHouse();
    origin = await house.edge.listen({ port: 0, host: '127.0.0.1' });
    browser = await chromium.launch({ executablePath: program ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await house.close();
  });

  async function openPhone(query = ''): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(`${origin}/sandbox/phone${query}`);
    return page;
  }

  it('markup in a message or a name is shown as the text it is', async () => {
    const evil = '<img src=x onerror="document.title=\'lost\'"> *bold*';
    await house.edge.inject({
      method: 'PATCH',
      url: '/sandbox/phone/api/people/bia',
      payload: { name: '<script>document.title="lost"</script>' },
    });
    const page = await openPhone('?p=bia:1001');
    await house.say('5511987650012', { type: 'text', text: { body: evil } });
    await page.getByLabel('Message', { exact: true }).fill(evil);
    await page.keyboard.press('Enter');
    await page.locator('.row.own:not(.pending) strong', { hasText: 'bold' }).waitFor();
    expect(await page.locator('.bubble img').count()).toBe(0);
    expect(await page.locator('.row.own .words').textContent()).toContain('<img src=x');
    expect(await page.title()).not.toBe('lost');
    await page.close();
  });

  it('a list is opened, chosen from and sent by keyboard alone', async () => {
    const page = await openPhone('?p=chidi:1001');
    await page.getByRole('button', { name: 'Say hi' }).press('Enter');
    await page.locator('.row.own .ticks').waitFor();
    const rows = [{ id: 'fruit', title: 'Fruit', description: 'Mangoes' }];
    await house.say('2348030012345', {
      type: 'interactive',
      interactive: { type: 'list', body: { text: 'Pick' }, action: { button: 'Shelves', sections: [{ rows }] } },
    });
    await page.getByRole('button', { name: 'Shelves' }).press('Enter');
    await page.getByRole('radio').press('Space');
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).press('Enter');
    await page.locator('.row.own:not(.pending)', { hasText: 'Fruit' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await house.whatsapp.settled();
    expect(JSON.stringify(house.webhooks)).toContain('"list_reply":{"id":"fruit"');
    await page.close();
  });

  it('a link to a chat opens it with its words waiting in the field', async () => {
    const page = await openPhone('?business=919000000101&text=I%20want%20mangoes');
    expect(await page.getByLabel('Message', { exact: true }).inputValue()).toBe('I want mangoes');
    await page.close();
  });

  it('no script of the page failed and nothing was blocked', () => {
    expect(faults).toEqual([]);
  });
});
