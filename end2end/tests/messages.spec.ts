// Into the house and out of it: links and letters, forgotten passwords, every device, one's own data.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, people, signIn, test, words, type Page, type Words } from './support';

const more = {
  ko: {
    hr: people.hr.number,
    name: '이름',
    number: '사번',
    add: '구성원 추가하기',
    link: '로그인 안내 링크 만들기',
    letter: '로그인 안내문 인쇄하기',
    newPassword: '새 비밀번호',
    repeat: '새 비밀번호 한 번 더',
    setUp: '비밀번호 정하고 시작하기',
    everywhere: '모든 기기에서 로그아웃',
    download: 'JSON 파일 내려받기',
    forgot: '비밀번호를 잊었나요?',
    send: '링크 받기',
    look: '메일함을 확인해 주세요',
    code: '안내문의 코드로 시작하기',
    codeLabel: '코드',
    go: '계속하기',
    wrongCode: /쓸 수 없는 코드예요/,
    confirm: '확인하고 계속하기',
  },
  en: {
    hr: 'HB-2002',
    name: 'Name',
    number: 'Employee number',
    add: 'Add person',
    link: 'Make a sign-in link',
    letter: 'Print a sign-in letter',
    newPassword: 'New password',
    repeat: 'New password again',
    setUp: 'Set password and start',
    everywhere: 'Sign out everywhere',
    download: 'Download the JSON file',
    forgot: 'Forgot your password?',
    send: 'Send me a link',
    look: 'Check your inbox',
    code: 'Start with the code in your letter',
    codeLabel: 'Code',
    go: 'Continue',
    wrongCode: /This code does not work/,
    confirm: 'Confirm and continue',
  },
} as const;
type More = (typeof more)[keyof typeof more];

const secret = 'nine quiet geese under a bridge';

// One for each way: who asks too often waits.
const known: Record<string, string> = {
  koj: people.author.email,
  kop: people.reviewer.email,
  enj: people.comms.number,
  enp: people.auditor.number,
};

// Somebody new for each test: nobody else's devices are signed out.
async function addPerson(page: Page, w: Words, m: More, language: string, number: string) {
  await signIn(page, w, m.hr);
  await expect(page).toHaveURL(/\/$/);
  await page.goto('/people/new');
  await page.getByLabel(m.name, { exact: true }).fill('한서윤');
  await page.getByLabel(m.number, { exact: true }).fill(number);
  await page.locator('select[name=language]').selectOption(language);
  await page.getByRole('button', { name: m.add, exact: true }).click();
  await expect(page).toHaveURL(/\/people\/[0-9a-f-]{36}$/);
}

async function choosePassword(page: Page, m: More) {
  await page.getByLabel(m.newPassword, { exact: true }).fill(secret);
  await page.getByLabel(m.repeat, { exact: true }).fill(secret);
  await page.getByRole('button', { name: m.setUp, exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
}

for (const [language, w] of Object.entries(words) as [keyof typeof words, Words][]) {
  const m = more[language];
  for (const javaScriptEnabled of [true, false]) {
    const way = `${language}${javaScriptEnabled ? 'j' : 'p'}`;
    test.describe(`${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ locale: w.locale, javaScriptEnabled });

      test('a link, a password, two devices, own data, and out everywhere', async ({ page, browser }, info) => {
        const number = `LN-${way}-${info.workerIndex}-${info.project.name || '0'}`;
        await addPerson(page, w, m, language, number);
        await page.getByRole('button', { name: m.link, exact: true }).click();
        const link = await page.getByRole('status').locator('code').textContent();

        const options = { locale: w.locale, javaScriptEnabled, baseURL: info.project.use.baseURL };
        const one = await browser.newContext(options);
        const first = await one.newPage();
        await first.goto(link ?? '');
        await choosePassword(first, m);
        const gone = await first.goto(link ?? '');
        expect(gone?.status()).toBe(404);

        const two = await browser.newContext(options);
        const second = await two.newPage();
        await signIn(second, w, number, secret);
        await second.goto('/me');
        await expect(second.locator('tbody tr')).toHaveCount(2);
        await expect(second.locator('tbody')).toContainText('Chrome');

        await first.goto('/me/data');
        const arriving = first.waitForEvent('download');
        await first.getByRole('button', { name: m.download, exact: true }).click();
        const file = await arriving;
        expect(file.suggestedFilename()).toMatch(/^jasin-\d{4}-\d\d-\d\d\.json$/);
        const data = JSON.parse(await readFile(await file.path(), 'utf8'));
        expect(data.kept.people[0].employee_number).toBe(number.toUpperCase());

        await first.goto('/me');
        await first.getByRole('button', { name: m.everywhere, exact: true }).click();
        await expect(first).toHaveURL(/\/sign-in\?out=true$/);
        await second.goto('/me');
        await expect(second).toHaveURL(/\/sign-in\?back=/);
        await one.close();
        await two.close();
      });

      test('a letter, its code, and a code that is none', async ({ page, browser }, info) => {
        await addPerson(page, w, m, language, `LT-${way}-${info.workerIndex}`);
        await page.getByRole('button', { name: m.letter, exact: true }).click();
        const code = (await page.locator('.letter-code').textContent()) ?? '';
        expect(code).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/);
        await expect(page.locator('.letter')).toHaveAttribute('lang', language);

        const options = { locale: w.locale, javaScriptEnabled, baseURL: info.project.use.baseURL };
        const context = await browser.newContext(options);
        const reader = await context.newPage();
        await reader.goto('/sign-in');
        await reader.getByRole('link', { name: m.code, exact: true }).click();
        await reader.getByLabel(m.codeLabel, { exact: true }).fill('not a code');
        await reader.getByRole('button', { name: m.go, exact: true }).click();
        await expect(reader.getByRole('alert')).toContainText(m.wrongCode);
        await expect(reader.getByLabel(m.codeLabel, { exact: true })).toHaveValue('not a code');
        await reader.getByLabel(m.codeLabel, { exact: true }).fill(code.toLowerCase().replaceAll('-', ' '));
        await reader.getByRole('button', { name: m.go, exact: true }).click();
        await choosePassword(reader, m);
        await context.close();
      });

      test('who forgot the password is told the same, known or not', async ({ page }) => {
        for (const identifier of [`nobody-${way}@hanbit.example`, known[way] ?? '']) {
          await page.goto('/sign-in');
          await page.getByRole('link', { name: m.forgot, exact: true }).click();
          await page.getByLabel(w.identifier).fill(identifier);
          await page.getByRole('button', { name: m.send, exact: true }).click();
          await expect(page.getByRole('heading', { level: 1, name: m.look })).toBeVisible();
        }
      });
    });
  }

  test.describe(`${language}, accessible`, () => {
    test.use({ locale: w.locale });

    test('the ways in', async ({ page }) => {
      for (const path of ['/sign-in', '/sign-in/forgot', '/sign-in/forgot?sent=true', '/set-up']) {
        await page.goto(path);
        await expectAccessible(page);
      }
    });

    test('inviting, a letter, own data, and confirming who one is', async ({ page }, info) => {
      await addPerson(page, w, m, language, `AX-${language}-${info.workerIndex}`);
      await expectAccessible(page);
      await page.getByRole('button', { name: m.letter, exact: true }).click();
      await expectAccessible(page);
      for (const path of ['/people/invitations', '/me', '/me/data', '/me/confirm?back=/me/data']) {
        await page.goto(path);
        await expectAccessible(page);
      }
      await page.getByRole('button', { name: m.confirm, exact: true }).click();
      await expect(page.getByRole('alert')).toBeFocused();
      await expectAccessible(page);
    });
  });
}

test.describe('mail on its way', () => {
  test.use({ locale: 'ko-KR' });

  test('an administrator sees it, and sends it again', async ({ page }) => {
    await signIn(page, words.ko, people.administrator.number);
    await page.locator('.places').getByRole('link', { name: '관리' }).click();
    await page.getByRole('navigation', { name: '관리' }).getByRole('link', { name: '보내는 중인 메일' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '보내는 중인 메일' })).toBeVisible();
    await expectAccessible(page);
  });
});
