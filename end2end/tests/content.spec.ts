// Reading a course, and publishing the new version that waits in the demo company.
import { expect, expectAccessible, people, signIn, test, words } from './support';

const pages = {
  ko: { person: people.ko, change: '표현만 다듬었어요', publish: '이 버전 공개하기', reason: '공개하는 이유' },
  en: { person: people.en, change: 'Only the wording has changed', publish: 'Publish this version', reason: 'Why you are publishing it' },
} as const;

for (const language of ['ko', 'en'] as const) {
  const w = words[language];
  test.describe(`in ${language}`, () => {
    test.use({ locale: w.locale });

    test('a course, a module and a rule card are there to be read', async ({ page }) => {
      await signIn(page, w, pages[language].person.email);
      await expect(page.getByRole('button', { name: w.signOut })).toBeVisible();
      for (const path of ['/courses', '/courses/first-ten-minutes', '/courses/first-ten-minutes/what-you-can-say', '/rules/kr-paa-68-8']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(page);
      }
    });
  });
}

test.describe('publishing', () => {
  test.use({ locale: words.ko.locale });

  test('an editor sees what a new version changes, is asked for a reason, and publishes it', async ({ page }) => {
    const w = pages.ko;
    await signIn(page, words.ko, people.comms.email);
    await expect(page.getByRole('button', { name: words.ko.signOut })).toBeVisible();
    await page.goto('/courses');
    await page.getByRole('link', { name: /공개를 기다리는 새 버전/ }).click();
    await expectAccessible(page);
    await page.getByRole('main').getByRole('listitem').getByRole('link', { name: '처음 10분' }).click();
    const difference = page.getByRole('group').filter({ hasText: '한국어' });
    await difference.locator('summary').click();
    await expect(difference.locator('ins').first()).toContainText('이미 나아진 일도');
    await expectAccessible(page);

    await page.getByRole('radio', { name: w.change }).check();
    await page.getByRole('button', { name: w.publish }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('radio', { name: w.change })).toBeChecked();
    await expectAccessible(page);

    await page.getByLabel(w.reason).fill('안전성팀 요청으로 한 문장을 더했어요');
    await page.getByRole('button', { name: w.publish }).click();
    await expect(page.getByText(/2번째/)).toBeVisible();
    await expectAccessible(page);
    await page.goto('/rules/company-safety-route');
    await expect(page.getByText('이미 나아진 일도')).toBeVisible();
  });
});
