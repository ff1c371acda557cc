// The shipped course's situation and its questions, from the first button to the result: both languages, with
// JavaScript and without, by mouse and by keys, left in the middle and taken up again elsewhere.
import { answer, bestTurns, course, rightAnswers, take, turnOf } from './course';
import { expect, expectAccessible, signIn, test, words, type Page, type Words } from './support';

// Nobody else's journey uses their attempts.
const learners = { ko: 'HB-1009', en: 'HB-2003' } as const;

const says = {
  ko: {
    whatNow: '어떻게 할까요?',
    came: '그래서 이렇게 됐어요',
    good: '모두에게 좋은 결말',
    path: '지나온 길',
    better: '이런 길도 있었어요',
    here: '이번에 이른 결말',
    choose: '답을 하나 골라 주세요.',
    sure: '얼마나 확신하는지 골라 주세요.',
    answer: '답하기',
    passed: '합격이에요',
    own: '나의 확신, 나만 보는 그림',
    unsureAndRight: '맞았어요. 더 믿어도 됩니다.',
    sureAndMistaken: '확신이 조금 앞섰어요. 이 규칙부터 함께 볼까요?',
    noAdvice: /법률 자문이 아니에요/,
  },
  en: {
    whatNow: 'What will you do?',
    came: 'What came of it',
    good: 'Everybody is better off',
    path: 'The way you took',
    better: 'You could also have done this',
    here: 'You came here',
    choose: 'Choose an answer.',
    sure: 'Say how sure you are.',
    answer: 'Give this answer',
    passed: 'You passed',
    own: 'How sure I was, for my eyes only',
    unsureAndRight: 'Right. You can trust yourself more here.',
    sureAndMistaken: 'Your confidence ran a little ahead. Shall we look at this rule first?',
    noAdvice: /not legal advice/,
  },
} as const;
type Says = (typeof says)[keyof typeof says];

async function begin(page: Page, part: string) {
  await page.goto(`${course}/${part}`);
  await expectAccessible(page);
  await page.locator('main form[action="/attempts"] button').click();
  await expect(page).toHaveURL(/\/attempts\/[0-9a-f-]{36}$/);
}

async function arrived(page: Page, s: Says, javaScriptEnabled: boolean) {
  // Over buttons it is a heading, over the fields of a decision their legend.
  await expect(page.locator('.player').getByText(s.whatNow, { exact: true })).toBeVisible();
  if (javaScriptEnabled) await expect(page.locator('.player')).toHaveAttribute('data-ready');
}

for (const [language, w] of Object.entries(words) as [keyof typeof words, Words][]) {
  const s = says[language];
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ locale: w.locale, javaScriptEnabled });
      // Eight questions, two devices and five looks of axe take a slow machine a while.
      test.describe.configure({ timeout: 90_000 });

      test('lives through the situation', async ({ page }) => {
        await signIn(page, w, learners[language]);
        await expect(page.getByRole('heading', { name: w.due })).toBeVisible();
        await begin(page, 'rash-in-the-comments');
        await arrived(page, s, javaScriptEnabled);
        await expectAccessible(page);
        const attempt = page.url();
        let sent = 0;
        page.on('request', (request) => (sent += request.isNavigationRequest() ? 1 : 0));

        for (const [n, turn] of bestTurns.entries()) {
          const button = turnOf(page, turn);
          // With JavaScript every other turn is taken by its key.
          if (javaScriptEnabled && n % 2) {
            const place = await page.locator('.turn-list > li').evaluateAll(
              (items, ids) => items.findIndex((i) => ids.includes(i.querySelector('button')?.value ?? '')) + 1,
              turn.split(', '),
            );
            await page.keyboard.press(String(place));
          } else {
            await take(page, turn);
          }
          if (n < bestTurns.length - 1) {
            await expect(button).toHaveCount(0);
            await arrived(page, s, javaScriptEnabled);
            await expect(page.getByRole('heading', { name: s.came })).toBeVisible();
            if (javaScriptEnabled) await expect(page.locator('#came')).toBeFocused();
          }
          if (n === 2) {
            await expectAccessible(page);
            // In the middle of it: away, and back to the very scene.
            expect(sent > 0).toBe(!javaScriptEnabled);
            const scene = await page.locator('.scene h2').innerText();
            await page.goto(`${course}/rash-in-the-comments`);
            await page.locator('main form[action="/attempts"] button').click();
            await expect(page).toHaveURL(attempt);
            await arrived(page, s, javaScriptEnabled);
            await expect(page.locator('.scene h2')).toHaveText(scene);
          }
        }
        await expect(page).toHaveURL(`${attempt}/result`);
        await expect(page.locator('.debrief > .outcome')).toHaveText(s.good);
        await expect(page.locator('.endings li').filter({ hasText: s.here })).toContainText(s.good);
        await expect(page.getByRole('heading', { name: s.path })).toBeVisible();
        await expect(page.locator('.path-list > li')).toHaveCount(bestTurns.length);
        await expect(page.getByText(s.better)).toHaveCount(1);
        await expectAccessible(page);
      });

      test('answers the questions and sees how sure they were', async ({ page, browser }) => {
        await signIn(page, w, learners[language]);
        await expect(page.getByRole('heading', { name: w.due })).toBeVisible();
        await begin(page, 'check-yourself');
        await page.getByRole('button', { name: s.answer }).click();
        await expect(page.getByRole('alert')).toContainText(s.choose);
        await expect(page.getByRole('alert')).toContainText(s.sure);
        await expectAccessible(page);

        let mistaken = false;
        for (let n = 0; n < 8; n += 1) {
          const item = await page.locator('input[name="item"]').inputValue();
          const right = rightAnswers[item];
          const wrong = !mistaken && right.length === 1;
          if (wrong) {
            mistaken = true;
            const other = await page.locator('.choices input').evaluateAll(
              (inputs, ids) => inputs.map((i) => (i as HTMLInputElement).value).find((v) => !ids.includes(v)) ?? '',
              right,
            );
            await answer(page, [other], 'C3');
          } else if (javaScriptEnabled && right.length === 1) {
            await expect(page.locator('.keys-hint')).toHaveAttribute('data-ready');
            const place = await page.locator(`.choices input[value="${right[0]}"]`).getAttribute('data-key');
            await page.keyboard.press(place ?? '');
            await page.keyboard.press('q');
            await expect(page.locator(`.choices input[value="${right[0]}"]`)).toBeChecked();
            await expect(page.locator('.certainties input[value="C1"]')).toBeChecked();
          } else {
            await answer(page, right, 'C1');
          }
          await page.getByRole('button', { name: s.answer }).click();
          await expect(page).toHaveURL(new RegExp(`answered=${item}$`));
          await expect(page.getByRole('status')).toContainText(wrong ? s.sureAndMistaken : s.unsureAndRight);
          if (n < 2) await expectAccessible(page);
          if (n === 3) {
            // On another device, with nothing but the person.
            const context = await browser.newContext({ locale: w.locale, javaScriptEnabled });
            const other = await context.newPage();
            await signIn(other, w, learners[language]);
            await expect(other.getByRole('heading', { name: w.due })).toBeVisible();
            await other.goto(`${course}/check-yourself`);
            await other.locator('main form[action="/attempts"] button').click();
            await expect(other.locator('progress')).toHaveAttribute('value', '5');
            await context.close();
          }
          await page.locator('main .actions a.button').click();
        }
        await expect(page).toHaveURL(/\/result$/);
        await expect(page.getByRole('heading', { level: 1, name: s.passed })).toBeVisible();
        await expect(page.locator('.score-number')).toHaveText('87%');
        await expect(page.getByRole('heading', { name: s.own })).toBeVisible();
        await expectAccessible(page);

        await page.locator('.next-thing a[href^="/rules/"]').click();
        await expect(page.getByText(s.noAdvice)).toBeVisible();
        await expectAccessible(page);
      });
    });
  }
}
