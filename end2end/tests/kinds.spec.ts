// The questions that are not picked answers: lines to order, pairs, words of a draft to mark, a word to type. The course is
// the one that docs/content-format.md gives to copy. By keys alone, with JavaScript and without.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Clerk } from './forms/office';
import { expect, expectAccessible, people, signIn, test, words, type Page, type Words } from './support';

const learners = { ko: 'HB-1009', en: 'HB-2003' } as const;

const says = {
  ko: {
    answer: '답하기',
    sure: '얼마나 확신하는지 골라 주세요.',
    lines: ['다른 사람들의 글을 며칠 읽어요', '배운 것 하나를 짧게 적어요', '소리 내어 읽고 어색한 말을 고쳐요', '올린 뒤 첫 댓글에 답해요'],
    pairs: { '동료가 찍힌 사진을 올려도 되는지': '사진 속 동료', '회사 로고를 써도 되는지': '커뮤니케이션팀', '약을 먹고 어지럽다는 댓글': '안전성 담당' },
    typed: ' 다니는  회사입니다. ',
    missing: { steps: '줄마다 서로 다른 순서를 골라 주세요.', whom: '저마다 짝을 하나씩 골라 주세요.', draft: '표시할 말을 하나 이상 골라 주세요.', word: '답을 적어 주세요.' },
    placed: '2번째에 놓았고, 1번째가 제자리예요',
    marked: '표시했고, 맞아요',
    act: '이렇게 하기',
    noTurn: '어떻게 할지 골라 주세요.',
    atRisk: '확신이 조금 앞섰어요',
  },
  en: {
    answer: 'Give this answer',
    sure: 'Say how sure you are.',
    lines: ['Read for a few days what others write', 'Write down one thing you learned, in a few lines', 'Read it aloud and mend what sounds wrong', 'Post it, and answer the first comment'],
    pairs: { 'May I post a picture with a colleague in it?': 'the colleague in the picture', 'May I use the company’s logo?': 'communications', 'A comment says that a medicine made somebody dizzy': 'drug safety' },
    typed: ' My  EMPLOYER. ',
    missing: { steps: 'Give each line a place of its own.', whom: 'Choose one for each.', draft: 'Mark at least one place.', word: 'Type an answer.' },
    placed: 'You put it at 2; it belongs at 1',
    marked: 'You marked it, and rightly',
    act: 'Do this',
    noTurn: 'Choose what you will do.',
    atRisk: 'Your confidence ran a little ahead',
  },
} as const;
type Says = (typeof says)[keyof typeof says];
type Item = keyof Says['missing'];

const publish = '/content/publish/first-post';

// The files of the course to copy, brought in as somebody beside the server would, and published; without its rule card,
// for whose confirmation the course would wait.
test.beforeAll(async ({ playwright, baseURL }) => {
  const library = mkdtempSync(join(tmpdir(), 'jasin-course-'));
  const page = readFileSync(join(__dirname, '../../docs/content-format.md'), 'utf8');
  for (const [, path, text] of page.matchAll(/`([^`\n]+)`\n\n```markdown\n([\s\S]*?)```\n/g)) {
    if (path.startsWith('rules/')) continue;
    const alone = text.replace(/^rules: .*\n/m, '').replace(/ rule=[\w,-]+/g, '').replace(/\[([^\]]*)\]\(rule:[^)]*\)/g, '$1');
    mkdirSync(dirname(join(library, path)), { recursive: true });
    writeFileSync(join(library, path), alone);
  }
  try {
    execFileSync(process.env.JASIN_BIN ?? 'jasin', ['content', 'import', library], { stdio: 'pipe' });
  } finally {
    rmSync(library, { recursive: true });
  }
  const comms = new Clerk(await playwright.request.newContext({ baseURL }));
  await comms.signIn(people.comms.email);
  // A worker that comes after another finds it published.
  if ((await comms.read('/content/publish')).includes(publish)) {
    await comms.send(publish, publish, { change: 'editorial', reason: 'a journey through its questions' });
  }
  await comms.api.dispose();
});

// Puts the first two lines into each other's place, so that something is wrong.
async function order(page: Page, s: Says) {
  for (const [n, line] of s.lines.entries()) {
    await page.getByLabel(line).focus();
    await page.keyboard.press(String([2, 1, 3, 4][n]));
    await expect(page.getByLabel(line)).toHaveValue(String([2, 1, 3, 4][n]));
  }
}

async function answer(page: Page, s: Says, item: Item) {
  if (item === 'steps') return order(page, s);
  if (item === 'whom') {
    for (const [left, right] of Object.entries(s.pairs)) {
      const list = page.getByLabel(left.replace('’', "'"));
      await list.focus();
      // Down the list to the side that belongs there.
      const place = (await list.locator('option').allTextContents()).indexOf(right);
      for (let n = 0; n < place; n += 1) await page.keyboard.press('ArrowDown');
      await expect(list.locator('option:checked')).toHaveText(right);
    }
  } else if (item === 'draft') {
    for (const name of ['best', 'screen']) {
      await page.locator(`.draft input[value="${name}"]`).focus();
      await page.keyboard.press('Space');
    }
  } else {
    await page.locator('input[name="text"]').focus();
    await page.keyboard.type(s.typed);
  }
}

for (const [language, w] of Object.entries(words) as [keyof typeof words, Words][]) {
  const s = says[language];
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ locale: w.locale, javaScriptEnabled });
      test.describe.configure({ timeout: 90_000 });

      test('orders, pairs, marks and types by keys alone', async ({ page }) => {
        await signIn(page, w, learners[language]);
        await expect(page.getByRole('heading', { name: w.due })).toBeVisible();
        await page.goto('/courses/first-post/more');
        await page.locator('main form[action="/attempts"] button').click();
        const seen: string[] = [];
        for (let n = 0; n < 4; n += 1) {
          const item = (await page.locator('input[name="item"]').inputValue()) as Item;
          seen.push(item);
          if (javaScriptEnabled) await expect(page.locator('.keys-hint')).toHaveAttribute('data-ready');
          await page.getByRole('button', { name: s.answer }).press('Enter');
          await expect(page.getByRole('alert')).toContainText(s.missing[item]);
          await expect(page.getByRole('alert')).toContainText(s.sure);
          // The page takes the keys to what it says first; only then are they ours.
          await expect(page.getByRole('alert')).toBeFocused();
          await expectAccessible(page);

          if (javaScriptEnabled) await expect(page.locator('.keys-hint')).toHaveAttribute('data-ready');
          await answer(page, s, item);
          // What is typed there is no key for anything else.
          await expect(page.locator('.certainties input:checked')).toHaveCount(0);
          await page.locator('.certainties input[value="C2"]').focus();
          await page.keyboard.press('Space');
          await page.getByRole('button', { name: s.answer }).press('Enter');
          await expect(page).toHaveURL(new RegExp(`answered=${item}$`));
          await expect(page.locator('main .actions a.button')).toBeFocused();
          await expect(page.locator('.verdict')).toHaveClass(item === 'steps' ? 'verdict' : 'verdict verdict-right');
          if (item === 'steps') await expect(page.getByText(s.placed)).toBeVisible();
          if (item === 'draft') await expect(page.getByText(s.marked)).toHaveCount(2);
          await expectAccessible(page);
          await page.locator('main .actions a.button').press('Enter');
        }
        expect(seen.sort()).toEqual(['draft', 'steps', 'whom', 'word']);
        await expect(page).toHaveURL(/\/result$/);
        await expect(page.locator('.score-number')).toHaveText('75%');
        await page.locator('.review-list summary').first().press('Enter');
        await expect(page.locator('.review-list details[open] .graded-list')).toBeVisible();
        await expectAccessible(page);
      });

      test('decides, and says how sure, by keys alone', async ({ page }) => {
        await signIn(page, w, learners[language]);
        await expect(page.getByRole('heading', { name: w.due })).toBeVisible();
        await page.goto('/courses/first-post/try');
        await page.locator('main form[action="/attempts"] button').click();
        if (javaScriptEnabled) await expect(page.locator('.player')).toHaveAttribute('data-ready');
        const act = page.getByRole('button', { name: s.act });
        await act.press('Enter');
        await expect(page.getByText(s.noTurn).last()).toBeVisible();
        await expect(page.getByText(s.sure).last()).toBeVisible();
        await expect(javaScriptEnabled ? page.locator('#field-choice') : page.getByRole('alert')).toBeFocused();
        await expectAccessible(page);
        if (javaScriptEnabled) {
          // The second thing one can do, and very sure of it: the keys that the page names.
          await page.keyboard.press('2');
          await page.keyboard.press('e');
        } else {
          await page.locator('input[value="hide"]').press('Space');
        }
        await expect(page.locator('input[value="hide"]')).toBeChecked();
        if (!javaScriptEnabled) {
          // What was chosen is kept, and only what is missing is asked for.
          await act.press('Enter');
          await expect(page.getByRole('alert')).toBeFocused();
          await expect(page.locator('input[value="hide"]')).toBeChecked();
          await expect(page.getByText(s.noTurn)).toBeHidden();
          await page.locator('input[value="C3"]').press('Space');
        }
        await expect(page.locator('input[value="C3"]')).toBeChecked();
        await act.press('Enter');
        await expect(page).toHaveURL(/\/result$/);
        await expect(page.locator('.path-sure')).toContainText(s.atRisk);
        await expectAccessible(page);
      });
    });
  }
}
