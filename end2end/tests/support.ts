// What every journey needs: people, words, signing in, axe, and a console that must stay silent.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

export { expect, type Page };

export const password = process.env.JASIN_DEMO_PASSWORD ?? '';

// People of the demo company by what they are trusted with.
export const people = {
  ko: { email: 'minji.kim@hanbit.example', number: 'HB-1001' },
  en: { email: 'emma.clarke@hanbit.example', number: 'HB-2001' },
  changing: { email: 'dohyun.yoon@hanbit.example', number: 'HB-1008' },
  author: { email: 'seojun.park@hanbit.example', number: 'HB-1002' },
  reviewer: { email: 'suyeon.lee@hanbit.example', number: 'HB-1003' },
  comms: { email: 'haneul.choi@hanbit.example', number: 'HB-1004' },
  hr: { email: 'woojin.jung@hanbit.example', number: 'HB-1005' },
  auditor: { email: 'jiwon.han@hanbit.example', number: 'HB-1006' },
  administrator: { email: 'sehun.oh@hanbit.example', number: 'HB-1007' },
} as const;

export const words = {
  ko: {
    locale: 'ko-KR',
    identifier: '이메일 또는 사번',
    password: '비밀번호',
    signIn: '로그인',
    signOut: '로그아웃',
    wrong: /비밀번호가 맞지 않아요/,
    signedOut: /로그아웃했어요/,
    due: '지금 할 일',
    me: '내 정보',
    other: 'English',
  },
  en: {
    locale: 'en-GB',
    identifier: 'E-mail or employee number',
    password: 'Password',
    signIn: 'Sign in',
    signOut: 'Sign out',
    wrong: /do not match/,
    signedOut: /You are signed out/,
    due: 'What is due',
    me: 'My account',
    other: '한국어',
  },
} as const;
export type Words = (typeof words)[keyof typeof words];

// axe is a script of the page: without JavaScript nothing can measure. The same markup is measured with it.
const unscripted = new WeakSet<Page>();

// Every message in the console fails the test, whatever its level. Only the browser logs an answer of 4xx as an error of
// its own: `refusals` are those that a test asks for and sees.
export const test = base.extend<{ console: void; refusals: RegExp }>({
  refusals: [/status of 422/, { option: true }],
  console: [
    async ({ page, javaScriptEnabled, refusals }, use) => {
      if (!javaScriptEnabled) unscripted.add(page);
      const messages: string[] = [];
      page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => messages.push(`error: ${error.message}`));
      await use();
      expect(messages.filter((message) => !refusals.test(message))).toEqual([]);
    },
    { auto: true },
  ],
});

export async function signIn(page: Page, w: Words, identifier: string, secret = password) {
  expect(secret, 'JASIN_DEMO_PASSWORD is set by `cargo xtask test end2end`').not.toBe('');
  await page.goto('/sign-in');
  await page.getByLabel(w.identifier).fill(identifier);
  await page.getByLabel(w.password, { exact: true }).fill(secret);
  await page.getByRole('button', { name: w.signIn, exact: true }).click();
}

export async function expectAccessible(page: Page) {
  if (unscripted.has(page)) return;
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((n) => n.target)}`)).toEqual([]);
}
