// Reading a course, and publishing the new version that waits in the demo company.
import { bringWithCard } from './forms/office';
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

const review = {
  ko: { reviewer: people.reviewer.number, manage: '관리', title: '규칙 카드 검토', choose: (slug: string) => `‘카드 ${slug}’ 고르기`, confirm: '읽고 확인했어요', done: /확인했어요/, back: '규칙 카드 검토', card: '카드', withdraw: '확인 거두기', reason: '거두는 이유', again: '회사 확인 필요', print: '법무팀 검토용으로 인쇄하기' },
  en: { reviewer: 'HB-2003', manage: 'Manage', title: 'Review of rule cards', choose: (slug: string) => `Choose “Card ${slug}”`, confirm: 'I have read and confirm them', done: /card confirmed/, back: 'Review of rule cards', card: 'Card', withdraw: 'Withdraw the confirmation', reason: 'Why it is withdrawn', again: 'To be confirmed', print: 'Print for the lawyer' },
} as const;

for (const language of ['ko', 'en'] as const) {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`reviewing rule cards in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ locale: words[language].locale, javaScriptEnabled });

      test('a reviewer reads a card, confirms it with the keyboard, prints, and takes it back', async ({ page }, info) => {
        const w = review[language];
        const slug = `card-${language}-${javaScriptEnabled ? 'on' : 'off'}-${info.workerIndex}`;
        bringWithCard(slug);
        await signIn(page, words[language], w.reviewer);
        await page.getByRole('link', { name: w.manage, exact: true }).click();
        await expect(page.getByRole('heading', { level: 1, name: w.title })).toBeVisible();
        await page.goto('/content/rules?show=open');
        await expectAccessible(page);

        await page.getByRole('link', { name: `${w.card} ${slug}` }).click();
        await expect(page.getByText('먼저 밝혀요.')).toBeVisible();
        await expect(page.getByText('Say so first.')).toBeVisible();
        await expectAccessible(page);
        await page.goto('/content/rules?show=open');

        const box = page.getByRole('checkbox', { name: w.choose(slug) });
        await box.focus();
        await page.keyboard.press('Space');
        await expect(box).toBeChecked();
        await page.getByRole('button', { name: w.confirm }).focus();
        await page.keyboard.press('Enter');
        await expect(page.getByRole('status').filter({ hasText: w.done })).toBeVisible();
        await expect(box).toHaveCount(0);

        await page.getByRole('link', { name: w.print }).click();
        await page.goto('/content/rules/print');
        await expect(page.getByRole('article').filter({ hasText: slug })).toBeVisible();
        await expectAccessible(page);

        await page.goto('/content/rules');
        await page.getByRole('link', { name: `${w.card} ${slug}` }).click();
        await page.getByRole('textbox', { name: w.reason }).fill('the policy changed');
        await page.getByRole('button', { name: w.withdraw }).click();
        await expect(page.getByText('the policy changed')).toBeVisible();
        await expect(page.getByText(w.again)).toBeVisible();
        await expectAccessible(page);
      });
    });
  }
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
