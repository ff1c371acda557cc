// A person's way in and out: both languages, e-mail and employee number, with JavaScript and without.
import type { Response } from '@playwright/test';
import { expect, expectAccessible, people, signIn, test, words, type Words } from './support';

const themes = {
  ko: { device: '기기 설정대로', light: '밝게', dark: '어둡게' },
  en: { device: 'Same as my device', light: 'Light', dark: 'Dark' },
} as const;

for (const [language, w] of Object.entries(words) as [keyof typeof words, Words][]) {
  const employee = people[language];
  for (const javaScriptEnabled of [true, false]) {
    test.describe(`${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ locale: w.locale, javaScriptEnabled });

      for (const identifier of [employee.email, employee.number]) {
        test(`signs in as ${identifier} and out again`, async ({ page }) => {
          await signIn(page, w, identifier);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expect(page).toHaveURL(/\/$/);
          await page.getByRole('button', { name: w.signOut, exact: true }).click();
          await expect(page.getByRole('status')).toHaveText(w.signedOut);
          await page.goto('/me');
          await expect(page).toHaveURL(/\/sign-in\?back=/);
        });
      }

      test('a wrong password says so and keeps what was typed', async ({ page }) => {
        await signIn(page, w, employee.email, 'certainly not this one');
        await expect(page.getByRole('alert')).toContainText(w.wrong);
        await expect(page.getByLabel(w.identifier)).toHaveValue(employee.email);
        await expect(page.getByLabel(w.identifier)).toHaveAttribute('aria-invalid', 'true');
        await expect(page.getByLabel(w.password, { exact: true })).toHaveValue('');
      });

      test('the language that was chosen stays', async ({ page }) => {
        await page.goto('/sign-in');
        const now = page.locator('html');
        await expect(now).toHaveAttribute('lang', language);
        await page.getByRole('button', { name: w.other }).click();
        await expect(page).toHaveURL(/\/sign-in$/);
        await expect(now).not.toHaveAttribute('lang', language);
        await page.goto('/privacy');
        await expect(now).not.toHaveAttribute('lang', language);
      });

      test('light and dark are chosen, whatever the device shows', async ({ page }) => {
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.goto('/sign-in');
        const choice = (name: string) => page.getByRole('button', { name, exact: true });
        const { device, light, dark } = themes[language];
        await expect(choice(device)).toHaveAttribute('aria-pressed', 'true');
        for (const [name, code] of [[light, 'light'], [dark, 'dark'], [device, 'system']]) {
          await choice(name).click();
          await expect(page).toHaveURL(/\/sign-in$/);
          await expect(page.locator('html')).toHaveAttribute('data-theme', code);
          await expect(choice(name)).toHaveAttribute('aria-pressed', 'true');
          await expectAccessible(page);
        }
      });
    });
  }

  test.describe(`${language}, accessible`, () => {
    test.use({ locale: w.locale });

    test('sign-in, the same with a mistake, and the privacy notice', async ({ page }) => {
      await page.goto('/sign-in');
      await expectAccessible(page);
      await page.getByRole('button', { name: w.signIn, exact: true }).click();
      await expect(page.getByRole('alert')).toBeFocused();
      await expectAccessible(page);
      await page.goto('/privacy');
      await expectAccessible(page);
    });
  });
}

test.describe('files', () => {
  test.use({ locale: 'ko-KR' });

  test('come compressed and for good, and of the letters only those the page needs', async ({ page }) => {
    const files: Response[] = [];
    page.on('response', (response) => {
      if (/\.(css|woff2)$/.test(new URL(response.url()).pathname)) files.push(response);
    });
    await page.goto('/sign-in', { waitUntil: 'networkidle' });
    const styles = files.filter((file) => file.url().endsWith('.css'));
    const letters = files.filter((file) => file.url().endsWith('.woff2'));
    expect(styles.length).toBeGreaterThan(0);
    for (const file of styles) expect(await file.headerValue('content-encoding')).toMatch(/^(br|gzip)$/);
    for (const file of files) {
      expect(await file.headerValue('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    // Pretendard's Korean letters come in 92 pieces.
    expect(letters.length).toBeGreaterThan(1);
    expect(letters.length).toBeLessThan(40);
  });
});

test.describe('signed in', () => {
  test.use({ locale: 'ko-KR' });

  test('the language goes with the person, and home and account are accessible', async ({ page, context }) => {
    await signIn(page, words.ko, people.changing.number);
    const start = (await page.locator('html').getAttribute('lang')) === 'en' ? words.en : words.ko;
    const other = start === words.en ? words.ko : words.en;
    await page.getByRole('button', { name: start.other }).click();
    await expect(page.getByRole('heading', { name: other.due })).toBeVisible();
    await expectAccessible(page);

    // Another browser knows nothing but the person.
    await page.getByRole('button', { name: other.signOut, exact: true }).click();
    await context.clearCookies();
    await signIn(page, words.ko, people.changing.number);
    await expect(page.getByRole('heading', { name: other.due })).toBeVisible();
    await page.getByRole('link', { name: other.me }).click();
    await expect(page.getByRole('heading', { level: 1, name: other.me })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: other.other }).click();
    await expect(page.getByRole('heading', { level: 1, name: start.me })).toBeVisible();
  });
});
