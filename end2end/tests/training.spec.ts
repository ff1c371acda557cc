// What is due and why, reading to the end, and what HR sees, assigns and exports.
import { readFile } from 'node:fs/promises';
import { answer, bestTurns, course, rightAnswers, take, turnOf } from './course';
import { expect, expectAccessible, people, signIn, test, words, type Page } from './support';

const said = {
  ko: {
    next: '다음 쪽',
    finish: '다 읽었어요',
    training: '교육 현황',
    manage: '관리',
    people: '구성원',
    stories: '이야기',
    overdue: /기한 지남/,
    dueSoon: '곧 마감',
    remove: '‘기한 지남’ 조건 빼기',
    show: '보기',
    search: '이름이나 사번',
    assign: '과정 배정하기',
    pick: '고른 사람에게 배정하기',
    required: '꼭 필요해요',
    due: '언제까지',
    everyone: /내가 담당하는 모두/,
    export: '파일 내려받기',
    column: '사번,이름,부서,과정 코드',
    record: '내 학습 기록',
    completed: '과정을 마쳤어요',
    done: '마침',
  },
  en: {
    next: 'Next page',
    finish: 'I have read it all',
    training: 'Training',
    manage: 'Manage',
    people: 'People',
    stories: 'Stories',
    overdue: /Overdue/,
    dueSoon: 'Due soon',
    remove: 'Remove the filter “Overdue”',
    show: 'Show',
    search: 'Name or number',
    assign: 'Assign a course',
    pick: 'Assign to those chosen',
    required: 'This cannot be empty',
    due: 'By when',
    everyone: /Everyone I look after/,
    export: 'Download the file',
    column: 'Employee number,Name,Department,Course code',
    record: 'My training record',
    completed: 'You finished this course',
    done: 'Done',
  },
} as const;

// Tom Baker reads English, 정우진 Korean; both look after everyone.
const hr = { ko: people.hr.number, en: 'HB-2002' } as const;

async function readToTheEnd(page: Page, language: 'ko' | 'en', pages: number) {
  for (let number = 1; number < pages; number += 1) {
    await page.getByRole('button', { name: said[language].next }).click();
    await expect(page).toHaveURL(new RegExp(`page=${number + 1}$`));
  }
}

for (const language of ['ko', 'en'] as const) {
  const w = words[language];
  const s = said[language];

  for (const javaScriptEnabled of [true, false]) {
    // Each of the four ways takes another module or another person, so that none meets what another left.
    const module = javaScriptEnabled ? 'what-you-can-say' : 'when-a-comment-turns-serious';

    test.describe(`${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ locale: w.locale, javaScriptEnabled });

      test('what is due says by when and why, and a module is read to its end', async ({ page, context }) => {
        await signIn(page, w, people[language].number);
        const due = page.getByRole('region', { name: w.due });
        await expect(due.getByRole('heading', { level: 3 })).toBeVisible();
        await expect(due.locator('.due-when strong')).toContainText(/20\d\d/);
        await expect(due.locator('.due-why')).toBeVisible();

        await page.goto(`${course}/${module}?page=1`);
        await readToTheEnd(page, language, 5);

        // Another browser knows nothing but the person, and goes on where they were.
        await context.clearCookies();
        await signIn(page, w, people[language].number);
        await page.goto(`${course}/${module}`);
        await expect(page).toHaveURL(/page=5$/);
        await page.getByRole('button', { name: s.finish }).click();
        await expect(page).toHaveURL(new RegExp(`finished=${module}$`));
        await expect(page.getByRole('status')).toBeVisible();
        const part = page.locator('.part', { has: page.locator(`a[href$="/${module}"]`) });
        await expect(part.locator('.state-done')).toBeVisible();

        await page.goto('/me/record');
        await expect(page.getByRole('heading', { level: 1, name: s.record })).toBeVisible();
        await expect(page.locator('.history li').first()).toBeVisible();
      });

      test('HR narrows down, opens a record, and exports', async ({ page }) => {
        await signIn(page, w, hr[language]);
        // Everything that HR looks after is one place in the bar, so that the stories have theirs.
        await expect(page.locator('.places a')).toHaveCount(5);
        await expect(page.locator('.places').getByRole('link', { name: s.stories, exact: true })).toBeVisible();
        await page.locator('.places').getByRole('link', { name: s.manage, exact: true }).click();
        await expect(page.getByRole('heading', { level: 1, name: s.training })).toBeVisible();
        await page.getByRole('navigation', { name: s.manage }).getByRole('link', { name: s.people, exact: true }).click();
        await expect(page).toHaveURL(/\/people$/);
        await page.getByRole('navigation', { name: s.manage }).getByRole('link', { name: s.training, exact: true }).click();
        await expect(page).toHaveURL(/\/training$/);
        await page.getByRole('link', { name: s.overdue }).first().click();
        await expect(page).toHaveURL(/state=overdue/);
        await expect(page.locator('tbody tr').first()).toContainText(s.overdue);
        await page.getByRole('link', { name: s.remove }).click();
        await expect(page).toHaveURL(/\/training$/);

        await page.getByLabel(s.search).fill('hb-1003');
        await page.locator('select[name=course]').selectOption('first-ten-minutes');
        await page.getByRole('button', { name: s.show, exact: true }).click();
        await expect(page).toHaveURL(/q=hb-1003/);
        await expect(page.locator('tbody tr')).toHaveCount(1);
        await page.locator('tbody th a').click();
        await expect(page).toHaveURL(/\/training\/people\//);
        await expect(page.locator('.due-item').first()).toContainText(s.dueSoon);

        await page.goto('/training?q=hb-1010&course=first-ten-minutes');
        await expect(page.locator('tbody tr')).toContainText(s.done);

        await page.goto('/reporting/completions');
        const download = page.waitForEvent('download');
        await page.getByRole('button', { name: s.export }).click();
        const file = await (await download).path();
        const text = await readFile(file, 'utf8');
        expect(text.startsWith(`\ufeff${s.column}`)).toBe(true);
      });

      test('an assignment without a date keeps what was typed and says what is missing', async ({ page }) => {
        await signIn(page, w, hr[language]);
        await page.goto('/training?q=hb-1009&course=first-ten-minutes&state=all');
        await page.locator('tbody input[name=person]').check();
        await page.getByRole('button', { name: s.pick }).click();
        await expect(page).toHaveURL(/\/training\/assign\?person=/);
        await page.getByRole('textbox').last().fill('a note of mine');
        await page.getByRole('button', { name: s.assign }).click();
        await expect(page.getByRole('alert')).toBeVisible();
        await expect(page.getByLabel(s.due)).toHaveAttribute('aria-invalid', 'true');
        await expect(page.getByRole('textbox').last()).toHaveValue('a note of mine');
        await expect(page.locator('input[name=person]')).toBeChecked();
      });
    });
  }

  test.describe(`${language}, accessible`, () => {
    test.use({ locale: w.locale });

    test('what an employee sees', async ({ page }) => {
      await signIn(page, w, people[language].number);
      for (const path of ['/', course, `${course}/what-you-can-say?page=2`, '/me/record']) {
        await page.goto(path);
        await expectAccessible(page);
      }
    });

    test('what HR sees', async ({ page }) => {
      await signIn(page, w, hr[language]);
      for (const path of ['/training', '/training?state=overdue', '/training/assign', '/reporting/completions']) {
        await page.goto(path);
        await expectAccessible(page);
      }
      await page.goto('/training?q=hb-1003&course=first-ten-minutes');
      await page.locator('tbody th a').click();
      await expectAccessible(page);
    });
  });
}

// From the first page to the line in HR's file. Two people whom no other journey sends to the end.
const whole = [
  { language: 'ko', javaScriptEnabled: false, number: people.auditor.number },
  { language: 'en', javaScriptEnabled: true, number: 'HB-2004' },
] as const;

for (const { language, javaScriptEnabled, number } of whole) {
  const w = words[language];
  const s = said[language];

  test.describe(`${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}, the whole way`, () => {
    test.use({ locale: w.locale, javaScriptEnabled });
    test.describe.configure({ timeout: 120_000 });

    test('reads, rehearses, answers, completes; HR sees it and exports it', async ({ page, browser }) => {
      await signIn(page, w, number);
      for (const module of ['what-you-can-say', 'when-a-comment-turns-serious']) {
        await page.goto(`${course}/${module}?page=1`);
        await readToTheEnd(page, language, 5);
        await page.getByRole('button', { name: s.finish }).click();
        await expect(page).toHaveURL(new RegExp(`finished=${module}$`));
      }

      await page.goto(`${course}/rash-in-the-comments`);
      await page.locator('main form[action="/attempts"] button').click();
      for (const turn of bestTurns) {
        if (javaScriptEnabled) await expect(page.locator('.player')).toHaveAttribute('data-ready');
        await take(page, turn);
        await expect(turnOf(page, turn)).toHaveCount(0);
      }
      await expect(page).toHaveURL(/\/result$/);

      await page.goto(`${course}/check-yourself`);
      await page.locator('main form[action="/attempts"] button').click();
      for (let n = 0; n < 8; n += 1) {
        const item = await page.locator('input[name="item"]').inputValue();
        await answer(page, rightAnswers[item], 'C2');
        await page.locator('main form:has(.certainties) button[type=submit]').click();
        await expect(page).toHaveURL(new RegExp(`answered=${item}$`));
        await page.locator('main .actions a.button').click();
      }
      await expect(page.locator('.score-number')).toHaveText('100%');

      await page.goto(course);
      await expect(page.getByRole('heading', { name: s.completed })).toBeVisible();
      await expectAccessible(page);

      const context = await browser.newContext({ locale: w.locale, javaScriptEnabled });
      const office = await context.newPage();
      await signIn(office, w, hr[language]);
      await office.goto(`/training?q=${number}&course=first-ten-minutes`);
      await expect(office.locator('tbody tr')).toHaveCount(1);
      await expect(office.locator('tbody tr')).toContainText(s.done);
      await office.goto('/reporting/completions');
      const download = office.waitForEvent('download');
      await office.getByRole('button', { name: s.export }).click();
      const text: string = await readFile(await (await download).path(), 'utf8');
      const line = text.split('\r\n').find((row) => row.startsWith(number)) ?? '';
      expect(line).toMatch(/[0-9a-f]{64}/);

      // The record says the version by its first digits; opened, by all of them.
      await office.goto(`/training?q=${number}&course=first-ten-minutes`);
      await office.locator('tbody th a').click();
      const version = office.locator('.hash').first();
      await expect(version.locator('.hash-whole')).toBeHidden();
      await version.locator('summary').click();
      await expect(version.locator('.hash-whole')).toHaveText(/^[0-9a-f]{64}$/);
      await expect(office.locator('.history')).not.toContainText(/what-you-can-say|check-yourself|first-ten-minutes/);
      await context.close();
    });
  });
}
