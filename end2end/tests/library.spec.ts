// A course that comms brings in as one file: what is to mend, both languages looked over, what a change changes, published.
// And what an assignment allows for its quiz: a time that runs, attempts that run out, one more that HR allows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { course, rightAnswers } from './course';
import { anybodyAt, openOffice } from './forms/office';
import { expect, expectAccessible, test, words } from './support';
import { zip } from './zip';

const says = {
  ko: {
    button: '검사하고 들여오기', mend: /고쳐야 할 곳이 \d+군데/, place: '번째 줄', done: '들여왔어요', waits: '공개를 기다려요', look: '미리 보기', changes: '바뀐 곳 보고 공개하기',
    right: '정답', other: 'English', told: '첫 글은 짧아도 돼요', toldOther: 'A first post can be short', material: '내용이 바뀌었어요', reason: '공개하는 이유', publish: '이 버전 공개하기', now: /모두가 읽고 있어요/,
    one: '1번 더 해 볼 수 있어요.', minutes: '시간은 5분이에요.', begin: '문제 풀기', until: /까지 할 수 있어요/, left: '5분 남았어요', little: '1분이 채 안 남았어요', answer: '답하기', usedUp: /정해진 횟수를 모두 썼어요/,
  },
  en: {
    button: 'Check and bring in', mend: /\d+ things? to mend/, place: 'line', done: 'Brought in', waits: 'waits to be published', look: 'Look it over', changes: 'See what changes, and publish',
    right: 'right', other: '한국어', told: 'A first post can be short', toldOther: '첫 글은 짧아도 돼요', material: 'What people need to know has changed', reason: 'Why you are publishing it', publish: 'Publish this version', now: /Everyone is reading/,
    one: 'You have 1 attempt left.', minutes: 'You have 5 minutes.', begin: 'Begin the questions', until: /You have until/, left: '5 minutes left', little: 'Less than a minute left', answer: 'Give this answer', usedUp: /You have used all your attempts/,
  },
} as const;

// The course that docs/content-format.md gives to copy, as its own folder, under a name of its own.
function folder(slug: string): Record<string, string> {
  const page = readFileSync(join(__dirname, '../../docs/content-format.md'), 'utf8');
  const files: Record<string, string> = {};
  for (const [, path, text] of page.matchAll(/`([^`\n]+)`\n\n```markdown\n([\s\S]*?)```\n/g)) {
    const inside = path.replace('courses/first-post/', '');
    const named = inside === 'course.md' ? text.replace('slug: first-post', `slug: ${slug}`) : text;
    // Its rule card would wait for a confirmation.
    const alone = named.replace(/^rules: .*\n/m, '').replace(/ rule=[\w,-]+/g, '').replace(/\[([^\]]*)\]\(rule:[^)]*\)/g, '$1');
    if (!path.startsWith('rules/')) files[`${slug}/${inside}`] = alone;
  }
  return files;
}

for (const language of ['ko', 'en'] as const) {
  const s = says[language];
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ locale: words[language].locale, javaScriptEnabled });
      test.describe.configure({ timeout: 60_000 });

      test('a course is brought in as one file, looked over in both languages, changed and published', async ({ page, playwright, baseURL }, info) => {
        const office = await openOffice(anybodyAt(playwright, baseURL ?? ''), `u${info.workerIndex}`, language);
        const comms = await office.newcomer('comms_editor');
        await page.context().addCookies(comms.cookies);
        const slug = `up-${office.next().toLowerCase()}`;
        const files = folder(slug);
        const upload = async (sent: Record<string, string>) => {
          await page.goto('/content/import');
          await page.locator('input[type="file"]').setInputFiles({ name: 'course.zip', mimeType: 'application/zip', buffer: zip(sent) });
          await page.getByRole('button', { name: s.button }).press('Enter');
        };

        const asks = `${slug}/en/ask.md`;
        await upload({ ...files, [asks]: files[asks].replace('- [x] `employer`', '- [?] `employer`') });
        await expect(page.getByRole('heading', { name: s.mend })).toBeVisible();
        await expect(page.getByText(`courses/${slug}/en/ask.md`).first()).toBeVisible();
        await expect(page.locator('.problem-line mark').first()).toBeVisible();
        await expectAccessible(page);

        await upload(files);
        await expect(page.getByRole('heading', { level: 1, name: s.done })).toBeVisible();
        await expect(page.getByText(s.waits)).toBeVisible();
        await expectAccessible(page);
        await page.getByRole('link', { name: s.look, exact: true }).click();
        await expect(page.getByText(s.told)).toBeVisible();
        await expect(page.locator('.badge', { hasText: s.right }).first()).toBeVisible();
        await expectAccessible(page);
        await page.locator('.preview-languages').getByRole('link', { name: s.other }).click();
        await expect(page.getByText(s.toldOther)).toBeVisible();

        const publish = async () => {
          await page.getByRole('radio', { name: s.material }).check();
          await page.getByLabel(s.reason).fill('a journey');
          await page.getByRole('button', { name: s.publish }).click();
          await expect(page.getByText(s.now)).toBeVisible();
        };
        await page.goto(`/content/publish/${slug}`);
        await publish();

        const why = `${slug}/${language}/why.md`;
        await upload({ ...files, [why]: files[why].replace(/^> .*$/m, '> [!TIP]\n> ***').replace('***', 'A sentence that is new.') });
        await page.getByRole('link', { name: s.changes }).click();
        await expect(page.getByText('A sentence that is new.')).toBeAttached();
        await publish();
      });

      test('the time of a quiz runs, its attempts run out, and HR allows one more', async ({ page, playwright, baseURL }, info) => {
        const office = await openOffice(anybodyAt(playwright, baseURL ?? ''), `t${info.workerIndex}`, language);
        const [learner, hr] = [await office.newcomer(), await office.as(await office.newcomer('hr'))];
        const typed = { course: 'first-ten-minutes', whom: 'these', person: learner.id, due_on: '2027-12-24', reason: 'new_hire', note: '', attempt_limit: '1', pause_hours: '', time_minutes: '5' };
        await hr.send(`/training/assign?person=${learner.id}`, '/training/assign', typed);
        await page.context().addCookies(learner.cookies);
        await page.clock.install();
        await page.goto(`${course}/check-yourself`);
        await expect(page.getByText(`${s.one} ${s.minutes}`)).toBeVisible();
        await expectAccessible(page);
        await page.locator('main form[action="/attempts"] button').press('Enter');
        await expect(page.getByText(s.until)).toBeVisible();
        await expectAccessible(page);
        if (javaScriptEnabled) {
          await expect(page.getByRole('timer')).toHaveText(/[45]/);
          await page.clock.fastForward('04:10');
          await expect(page.getByRole('timer')).toHaveText(s.little);
          // Said aloud, too, when little is left.
          await expect(page.getByRole('status').filter({ hasText: s.little })).toHaveCount(1);
        }
        for (let n = 0; n < 8; n += 1) {
          const item = await page.locator('input[name="item"]').inputValue();
          const values = await page.locator('input[name="choice"]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
          const wrong = values.find((value) => !rightAnswers[item].includes(value)) ?? '';
          await page.locator(`input[name="choice"][value="${wrong}"]`).check();
          await page.locator('input[name="certainty"][value="C1"]').check();
          await page.getByRole('button', { name: s.answer }).click();
          await page.locator('main .actions a.button').click();
        }
        await expect(page).toHaveURL(/\/result$/);
        await expect(page.getByText(s.usedUp)).toBeVisible();
        await expectAccessible(page);
        await page.goto(`${course}/check-yourself`);
        await expect(page.getByText(s.usedUp)).toBeVisible();
        await expect(page.locator('main form[action="/attempts"]')).toHaveCount(0);

        const record = `/training/people/${learner.id}`;
        await hr.send(record, `${record}/attempts`, { reason: 'the network failed' });
        await page.reload();
        await expect(page.getByText(s.one)).toBeVisible();
      });
    });
  }
}
