// A success story on its way: told, signed off, published, read and used, with JavaScript and without.
import type { Browser, BrowserContextOptions } from '@playwright/test';
import { expect, expectAccessible as axe, people, signIn, test, words, type Page, type Words } from './support';

const told = {
  ko: {
    reader: 'HB-1009',
    reviewer: people.reviewer.number,
    menu: '이야기',
    tell: '내 이야기 들려주기',
    title: '제목',
    practice: '어떤 실천에 가까운가요',
    practiceName: '작게 시작하기',
    audience: '누구를 위한 일이었나요',
    done: '무엇을 했나요',
    outcome: '그래서 어떻게 됐나요',
    preview: '미리 보기',
    draft: '초안으로 저장하기',
    submit: '검토 요청하기',
    confirm: '세 가지를 모두 살펴봤어요',
    needed: /꼭 필요한 항목/,
    saved: /초안을 저장했어요/,
    submitted: /검토를 요청했어요/,
    sendBack: '고쳐 달라고 하기',
    note: '쓴 사람에게 남길 말',
    department: '어느 부서를 대표해 결정하나요?',
    departmentName: '법무',
    noteText: '지역 이름을 빼 주세요.',
    sentBack: /고쳐 달라고 전했어요/,
    approve: '이 버전 승인하기',
    approved: /승인했어요/,
    changed: /읽는 사이에 이야기가 바뀌어서/,
    use: '써 봤어요',
    used: /써 봤다고 표시했어요/,
    uses: /1명이 써 봤어요/,
    signed: /검토하고 승인했어요/,
    me: '내 정보',
    text: '이웃에게 **작은 글**을 올렸어요. <script>alert(1)</script>',
  },
  en: {
    reader: 'HB-2002',
    reviewer: 'HB-2003',
    menu: 'Stories',
    tell: 'Tell your story',
    title: 'Title',
    practice: 'Which practice does it show?',
    practiceName: 'Start small',
    audience: 'Who was it for?',
    done: 'What did you do?',
    outcome: 'What came of it?',
    preview: 'Preview',
    draft: 'Save as draft',
    submit: 'Ask for review',
    confirm: 'I have checked all three',
    needed: /This cannot be empty/,
    saved: /Your draft is saved/,
    submitted: /You asked for review/,
    sendBack: 'Send back',
    note: 'Note to the author',
    department: 'Which department do you sign off for?',
    departmentName: 'Legal',
    noteText: 'Please leave the town out.',
    sentBack: /Sent back\. Its author/,
    approve: 'Sign off this version',
    approved: /Signed off\. A comms editor/,
    changed: /changed while you were reading/,
    use: 'I used this',
    used: /Marked as used/,
    uses: /used by 1 person/,
    signed: /Signed off by/,
    me: 'My account',
    text: 'We posted a **small note** to our neighbours. <script>alert(1)</script>',
  },
} as const;

// Comms speaks Korean in the demo company, whoever tells the story.
const desk = {
  read: '글 읽기',
  publish: '공개하기',
  published: /공개했어요/,
  why: '내리는 이유',
  withdraw: '내리기',
  erase: '쓴 사람의 부탁으로 글 지우기',
  whyErase: '지우는 이유',
  asked: '쓴 사람이 지워 달라고 한 것을 확인했어요',
  unasked: /상자에 표시해 주세요/,
  eraseIt: '글 지우기',
  erased: /글을 지웠어요/,
  reason: '쓴 사람이 부탁했어요',
};

// Somebody else, at a browser of their own.
async function as(browser: Browser, options: BrowserContextOptions, w: Words, who: string, act: (page: Page) => Promise<void>) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  await signIn(page, w, who);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await act(page);
  // The browser logs our 409 and 422 as errors of its own.
  expect(messages.filter((message) => !/status of (409|422)/.test(message))).toEqual([]);
  await context.close();
}

for (const language of ['ko', 'en'] as const) {
  const w = words[language];
  const t = told[language];
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ locale: w.locale, javaScriptEnabled });

      test('a story is told, sent back, signed off, published, read and used', async ({ page, browser, baseURL }) => {
        test.setTimeout(90_000);
        const options = { locale: w.locale, javaScriptEnabled, baseURL };
        const title = `Story ${language} ${javaScriptEnabled} ${Date.now()}`;
        // axe is a script: without JavaScript the same pages are walked, not measured.
        const expectAccessible = async (p: Page) => {
          if (javaScriptEnabled) await axe(p);
        };
        const review = (p: Page, name: string) => p.getByRole('article', { name });

        await signIn(page, w, people[language].number);
        await page.getByRole('link', { name: t.menu, exact: true }).click();
        await expectAccessible(page);
        await page.getByRole('link', { name: t.tell }).click();
        await expectAccessible(page);

        // What is missing is said, and what was typed stays.
        await page.getByLabel(t.done).fill(t.text);
        await page.getByRole('button', { name: t.submit }).click();
        await expect(page.getByRole('alert')).toContainText(t.needed);
        await expect(page.getByLabel(t.done)).toHaveValue(t.text);
        await expectAccessible(page);

        await page.getByLabel(t.title, { exact: true }).fill(title);
        await page.getByLabel(t.practice).selectOption({ label: t.practiceName });
        await page.getByLabel(t.audience).fill('Neighbours');
        await page.getByLabel(t.outcome).fill('# 43\n\n[answers](https://example.org)');
        await page.getByRole('button', { name: t.preview }).click();
        const preview = page.getByRole('region', { name: t.preview });
        await expect(preview.getByRole('heading', { name: title })).toBeVisible();
        await expect(preview.locator('strong')).toHaveCount(1);
        await expect(preview.locator('script')).toHaveCount(0);
        await expect(preview.getByRole('link')).toHaveAttribute('rel', 'nofollow noopener');
        await expect(page.getByLabel(t.done)).toHaveValue(t.text);
        await expectAccessible(page);

        await page.getByRole('button', { name: t.draft }).click();
        await expect(page.getByRole('status')).toContainText(t.saved);
        const edit = new URL(page.url()).pathname;
        await page.getByLabel(t.confirm).check();
        await page.getByRole('button', { name: t.submit }).click();
        await expect(page.getByRole('status')).toContainText(t.submitted);
        await expectAccessible(page);

        // The reviewer sends it back with a reason, which the author reads.
        await as(browser, options, w, t.reviewer, async (reviewer) => {
          await reviewer.goto('/stories/review');
          await expectAccessible(reviewer);
          await review(reviewer, title).getByRole('button', { name: t.sendBack }).click();
          await expect(reviewer.getByRole('alert')).toContainText(t.needed);
          await expectAccessible(reviewer);
          await review(reviewer, title).getByLabel(t.note).fill(t.noteText);
          await review(reviewer, title).getByRole('button', { name: t.sendBack }).click();
          await expect(reviewer.getByRole('status')).toContainText(t.sentBack);
        });
        await page.goto(edit);
        await expect(page.getByText(t.noteText)).toBeVisible();
        await expectAccessible(page);
        await page.getByLabel(t.audience).fill('Our neighbours');
        await page.getByLabel(t.confirm).check();
        await page.getByRole('button', { name: t.submit }).click();
        await expect(page.getByRole('status')).toContainText(t.submitted);

        // While the reviewer reads, the author changes a word: nothing is signed but what was read.
        await as(browser, options, w, t.reviewer, async (reviewer) => {
          await reviewer.goto('/stories/review');
          await page.getByLabel(t.audience).fill('All our neighbours');
          await page.getByLabel(t.confirm).check();
          await page.getByRole('button', { name: t.submit }).click();
          await expect(page.getByRole('status')).toContainText(t.submitted);
          const late = reviewer.waitForResponse((r) => r.request().method() === 'POST');
          await review(reviewer, title).getByRole('button', { name: t.approve }).click();
          expect((await late).status()).toBe(409);
          await expect(reviewer.getByRole('alert')).toContainText(t.changed);
          await expectAccessible(reviewer);
          await expect(review(reviewer, title)).toContainText('All our neighbours');
          // What changed since the version that was sent back.
          const changes = review(reviewer, title).locator('.story-changes');
          await expect(changes).toContainText(t.noteText);
          await expect(changes.locator('ins')).toContainText('All our neighbours');
          await expect(changes.locator('del')).toContainText('Neighbours');
          await review(reviewer, title).getByLabel(t.department).selectOption({ label: t.departmentName });
          await review(reviewer, title).getByRole('button', { name: t.approve }).click();
          await expect(reviewer.getByRole('status')).toContainText(t.approved);
          await expectAccessible(reviewer);
        });

        await as(browser, { ...options, locale: 'ko-KR' }, words.ko, people.comms.number, async (comms) => {
          await comms.goto('/stories/desk');
          await review(comms, title).getByText(desk.read).click();
          await expect(review(comms, title)).toContainText('All our neighbours');
          await expectAccessible(comms);
          await review(comms, title).getByRole('button', { name: desk.publish }).click();
          await expect(comms.getByRole('status')).toContainText(desk.published);
          await expectAccessible(comms);
        });

        await as(browser, options, w, t.reader, async (reader) => {
          await reader.goto('/stories');
          await reader.getByRole('link', { name: title }).click();
          await expect(reader.getByRole('heading', { level: 1, name: title })).toBeVisible();
          await expect(reader.getByText(t.signed)).toContainText(t.departmentName);
          await expectAccessible(reader);
          await reader.getByRole('button', { name: t.use }).click();
          await expect(reader.getByRole('status')).toContainText(t.used);
          await expect(reader.getByText(t.uses)).toBeVisible();
          await expectAccessible(reader);
          await reader.goto('/me');
          await expect(reader.getByRole('link', { name: title })).toBeVisible();
        });

        await page.getByRole('link', { name: t.me, exact: true }).click();
        await expect(page.getByRole('listitem').filter({ hasText: title })).toContainText(t.uses);
        await expectAccessible(page);

        // Its author asks for the words to be erased.
        await as(browser, { ...options, locale: 'ko-KR' }, words.ko, people.comms.number, async (comms) => {
          await comms.goto('/stories/desk');
          const open = comms.getByRole('listitem').filter({ hasText: title });
          await open.locator('summary').click();
          await open.getByLabel(desk.why).fill(desk.reason);
          await open.getByRole('button', { name: desk.withdraw }).click();
          await comms.getByRole('listitem').filter({ hasText: title }).getByRole('link', { name: desk.erase }).click();
          await expectAccessible(comms);
          await comms.getByRole('button', { name: desk.eraseIt }).click();
          await expect(comms.getByRole('alert')).toContainText(desk.unasked);
          await comms.getByLabel(desk.whyErase).fill(desk.reason);
          await comms.getByLabel(desk.asked).check();
          await comms.getByRole('button', { name: desk.eraseIt }).click();
          await expect(comms.getByRole('status')).toContainText(desk.erased);
          await expect(comms.getByText(title)).toHaveCount(0);
        });
      });
    });
  }
}
