// Exercises that are disturbed: a sign-in that expires, an impatient finger, another window that is ahead, no network.
// Nothing is lost, nothing counts twice, and what happened is said.
import { bestTurns, turnOf as turn } from './course';
import { test, type Cast, type Windows } from './forms/cast';
import type { Person } from './forms/office';
import { expect, password, type Page } from './support';

test.describe.configure({ timeout: 60_000 });

// Somebody new at the first scene, or the first question, in both windows.
async function begin(cast: Cast, windows: Windows, part: string): Promise<{ me: Person; attempt: string }> {
  const me = await cast.office.newcomer();
  const attempt = `/attempts/${await cast.office.attempt(me, part)}`;
  const context = windows[0].context();
  await context.clearCookies();
  await context.addCookies(me.cookies);
  for (const page of [...windows].reverse()) await page.goto(attempt);
  await windows[0].bringToFront();
  return { me, attempt };
}

const step = (page: Page) => page.locator('input[name="step"]').inputValue();

async function ready(page: Page, javaScriptEnabled: boolean) {
  if (javaScriptEnabled) await expect(page.locator('.player')).toHaveAttribute('data-ready');
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled, refusals: /status of 401/ });

    test('a sign-in that expired before a turn', async ({ page, windows, cast }) => {
      const { me, attempt } = await begin(cast, windows, 'rash-in-the-comments');
      const count = await cast.since('turn_taken', [me.id]);
      await ready(page, javaScriptEnabled);
      await page.context().clearCookies();
      await turn(page, bestTurns[0]).click();
      if (javaScriptEnabled) {
        await expect(page).toHaveURL(/\/sign-in\?back=/);
        await expect(page.getByRole('status')).not.toBeEmpty();
        await page.locator('[name=identifier]').fill(me.number);
        await page.locator('[name=password]').fill(password);
        await page.locator('form[action="/sign-in"] button').click();
        await expect(page).toHaveURL(new RegExp(`${attempt}$`));
        await ready(page, true);
        expect(await count()).toBe(0);
        await turn(page, bestTurns[0]).click();
      } else {
        await expect(page.locator('input[type=hidden][name=choice]')).toHaveValue(bestTurns[0]);
        expect(await count()).toBe(0);
        await page.context().addCookies(me.cookies);
        await page.locator(`form[action="${attempt}"] button`).click();
      }
      await expect(turn(page, bestTurns[1])).toBeVisible();
      expect(await count()).toBe(1);
    });

    test('an impatient finger on a turn', async ({ page, windows, cast }) => {
      const { me } = await begin(cast, windows, 'rash-in-the-comments');
      const count = await cast.since('turn_taken', [me.id]);
      await ready(page, javaScriptEnabled);
      await turn(page, bestTurns[0]).dblclick();
      await expect(turn(page, bestTurns[1])).toBeVisible();
      expect(await step(page)).toBe('1');
      await expect(page.locator('#elsewhere')).toHaveCount(0);
      expect(await count()).toBe(1);
    });

    test('a turn in a window that is behind another', async ({ page, windows: [, ahead], windows, cast }) => {
      const { me } = await begin(cast, windows, 'rash-in-the-comments');
      const count = await cast.since('turn_taken', [me.id]);
      await ahead.bringToFront();
      await ready(ahead, javaScriptEnabled);
      await turn(ahead, bestTurns[0]).click();
      await expect(turn(ahead, bestTurns[1])).toBeVisible();
      const scene = await ahead.locator('.scene h2').innerText();

      await page.bringToFront();
      await ready(page, javaScriptEnabled);
      const other = page.locator(`button[name="choice"]:not([value="${bestTurns[0]}"])`).first();
      await other.click();
      await expect(page.locator('#elsewhere')).not.toBeEmpty();
      if (javaScriptEnabled) await expect(page.locator('#elsewhere')).toBeFocused();
      await expect(page.locator('.scene h2')).toHaveText(scene);
      expect(await count()).toBe(1);
      await turn(page, bestTurns[1]).click();
      await expect(turn(page, bestTurns[2])).toBeVisible();
      await expect(page.locator('#elsewhere')).toHaveCount(0);
      expect(await count()).toBe(2);
    });

    test('an answer in a window that is behind another', async ({ page, windows: [, ahead], windows, cast }) => {
      const { me } = await begin(cast, windows, 'check-yourself');
      const count = await cast.since('item_answered', [me.id]);
      for (const [window, place] of [[ahead, 0], [page, 1]] as const) {
        await window.bringToFront();
        await window.locator('.choices input').nth(place).check();
        await window.locator('.certainties input').first().check();
        await window.locator('main form:has(.certainties) button[type=submit]').click();
        await expect(window).toHaveURL(/answered=/);
      }
      await expect(page.locator('.notice')).not.toBeEmpty();
      await expect(page.locator('.quiz')).toContainText(await ahead.locator('.verdict strong').innerText());
      expect(await count()).toBe(1);
    });
  });
}

test.describe('JavaScript on, alone', () => {
  test.use({ refusals: /ERR_FAILED/ });

  test('a turn without a network', async ({ page, windows, cast }) => {
    const { me, attempt } = await begin(cast, windows, 'rash-in-the-comments');
    const count = await cast.since('turn_taken', [me.id]);
    await ready(page, true);
    await page.route('**/api/**', (route) => route.abort());
    await turn(page, bestTurns[0]).click();
    await expect(page.locator('.sending')).not.toBeEmpty();
    await expect(turn(page, bestTurns[0])).toBeVisible();
    await page.unroute('**/api/**');
    await turn(page, bestTurns[0]).click();
    await expect(turn(page, bestTurns[1])).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`${attempt}$`));
    expect(await count()).toBe(1);
  });
});
