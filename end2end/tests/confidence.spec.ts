// What one learns of one's own confidence, the two minutes of rehearsal, and what authors learn of questions.
import { course } from './course';
import { anybodyAt, openOffice } from './forms/office';
import { expect, expectAccessible, signIn, test, words } from './support';

for (const language of ['ko', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in ${language}, ${colorScheme}`, () => {
      test.use({ locale: words[language].locale, colorScheme });

      test('the pages of confidence, challenges and statistics are there for those they are for', async ({ page, playwright, baseURL }, info) => {
        // Ten pages with axe.
        test.slow();
        await signIn(page, words[language], 'HB-1010');
        const lang = page.locator('html');
        if ((await lang.getAttribute('lang')) !== language) {
          await page.locator(`button[name="language"][value="${language}"]`).first().click();
          await expect(lang).toHaveAttribute('lang', language);
        }
        for (const path of ['/me/confidence', '/assessment/practice', `${course}/confidence`, '/me/challenges', '/refresher']) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expectAccessible(page);
        }
        // Every statement and how sure, by keys alone; nothing is asked for that was given.
        await page.goto('/assessment/practice');
        for (const name of await page.locator('main fieldset input').evaluateAll((all) => [...new Set(all.map((one) => (one as HTMLInputElement).name))])) {
          await page.locator(`main input[name="${name}"]`).first().press('Space');
        }
        await page.locator('main form button[type="submit"]').last().press('Enter');
        await expect(page.locator('main')).toBeVisible();
        await expectAccessible(page);

        const office = await openOffice(anybodyAt(playwright, baseURL ?? ''), `c${info.workerIndex}`, language);
        const comms = await office.newcomer('comms_editor');
        await page.context().clearCookies();
        await page.context().addCookies(comms.cookies);
        for (const path of ['/content/challenges', '/content/statistics/first-ten-minutes', '/content/preview/first-ten-minutes', '/content/import']) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expectAccessible(page);
        }
      });
    });
  }
}
