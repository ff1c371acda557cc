// HR's desk: people, their posts, the departments, and bringing people in from a file; with axe where scripts run.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, people, signIn, test, words, type Page } from './support';

// The words are the pages' own: this is about what HR does, not how it is said.
function wordsOf(language: 'ko' | 'en') {
  const strings = (feature: string) => JSON.parse(readFileSync(`../app/locales/${language}/${feature}.json`, 'utf8'));
  const [p, a, e] = ['people', 'accounts', 'errors'].map(strings);
  return {
    hr: language === 'ko' ? people.hr.number : 'HB-2002',
    sales: language === 'ko' ? '영업본부' : 'Sales',
    medical: language === 'ko' ? '의학부' : 'Medical affairs',
    menu: a.people_title,
    search: p.filter_text,
    find: p.find,
    none: p.find_none,
    add: a.person_new,
    name: a.name,
    number: a.employee_number,
    addPerson: a.person_add,
    hire: p.hire,
    department: p.department,
    jobRole: p.job_role,
    location: p.location,
    needed: e.field.required,
    change: p.change,
    now: p.now,
    planned: p.planned,
    edit: p.edit,
    save: p.save,
    reason: a.reason,
    deactivate: a.deactivate,
    inactive: a.status_inactive,
    reactivate: p.reactivate,
    organisation: p.organisation_title,
    newEntity: p.entity_new,
    addEntity: p.entity_add,
    newDepartment: p.department_new,
    addDepartment: p.department_add,
    code: p.code,
    nameKo: p.name_ko,
    nameEn: p.name_en,
    parent: p.parent,
    from: p.from_day,
    import: p.import_link,
    example: p.import_example,
    file: p.import_file,
    paste: p.import_text,
    preview: p.import_preview,
    previewed: p.preview_title,
    created: p.count_created,
    confirm: p.preview_confirm,
    done: p.import_done,
    mend: p.bad_title,
    other: p.preview_other,
    formula: p.problem.formula,
    nothing: p.preview_nothing,
  };
}

const click = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true }).first().click();

for (const { language, javaScriptEnabled } of [
  { language: 'ko', javaScriptEnabled: false },
  { language: 'en', javaScriptEnabled: true },
] as const) {
  const s = wordsOf(language);

  test.describe(`${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ locale: words[language].locale, javaScriptEnabled });
    // Many pages, each looked at by axe.
    test.describe.configure({ timeout: 90_000 });
    const mark = `${language}-${Date.now().toString(36).slice(-5)}`.toUpperCase();

    test.beforeEach(async ({ page }) => {
      await signIn(page, words[language], s.hr);
      await expect(page).toHaveURL(/\/$/);
    });

    test('a person is added, hired, moved, corrected, and leaves', async ({ page }) => {
      const number = `P-${mark}`;
      await page.goto('/people');
      await expect(page.getByRole('heading', { level: 1, name: s.menu })).toBeVisible();
      await expectAccessible(page);
      await page.getByLabel(s.search).fill(number);
      await click(page, s.find);
      await expect(page.getByText(s.none)).toBeVisible();
      await expectAccessible(page);

      await follow(page, s.add);
      await page.getByLabel(s.name, { exact: true }).fill('한서윤');
      await page.getByLabel(s.number, { exact: true }).fill(number);
      await expectAccessible(page);
      await click(page, s.addPerson);
      await expect(page.getByRole('heading', { level: 1, name: '한서윤' })).toBeVisible();
      await expectAccessible(page);

      await follow(page, s.hire);
      await page.getByLabel(s.department, { exact: true }).selectOption({ label: s.sales });
      await click(page, s.hire);
      await expect(page.getByRole('alert')).toContainText(s.needed);
      await expect(page.getByLabel(s.department, { exact: true }).locator('option:checked')).toHaveText(s.sales);
      await expectAccessible(page);
      await page.getByLabel(s.jobRole, { exact: true }).fill('MR');
      await page.getByLabel(s.location, { exact: true }).fill('서울');
      await click(page, s.hire);
      await expect(page.getByRole('main')).toContainText(s.now);
      await expectAccessible(page);

      await follow(page, s.change);
      await page.getByLabel(s.from, { exact: true }).fill('2027-01-01');
      const department = page.getByLabel(s.department, { exact: true });
      await department.selectOption(await department.locator('option', { hasText: s.medical }).getAttribute('value'));
      await expectAccessible(page);
      await click(page, s.change);
      await expect(page.getByRole('main')).toContainText(s.planned);
      await expect(page.getByRole('main')).toContainText(s.medical);

      await follow(page, s.edit);
      await expectAccessible(page);
      await page.getByLabel(s.name, { exact: true }).fill('한서연');
      await click(page, s.save);
      await expect(page.getByRole('heading', { level: 1, name: '한서연' })).toBeVisible();

      const leaving = page.getByRole('region', { name: s.deactivate });
      await leaving.getByLabel(s.reason, { exact: true }).fill('left');
      await leaving.getByRole('button', { name: s.deactivate, exact: true }).click();
      await expect(page.locator('dl.details')).toContainText(s.inactive);
      await expectAccessible(page);
      await follow(page, s.reactivate);
      await expectAccessible(page);
      await page.getByLabel(s.reason, { exact: true }).fill('back');
      await click(page, s.reactivate);
      await expect(page.locator('dl.details')).not.toContainText(s.inactive);

      await page.goto(`/people?text=${number}`);
      await expect(page.locator('tbody tr')).toHaveCount(1);
      await expect(page.locator('tbody tr')).toContainText(s.sales);
    });

    test('a company of the group and a department are founded, and the department is renamed from a day on', async ({ page }) => {
      await page.goto('/people/organisation');
      await expect(page.getByRole('heading', { level: 1, name: s.organisation })).toBeVisible();
      await expectAccessible(page);
      await follow(page, s.newEntity);
      await click(page, s.addEntity);
      await expect(page.getByRole('alert')).toContainText(s.needed);
      await expectAccessible(page);
      await page.getByLabel(s.code, { exact: true }).fill(`E-${mark}`);
      await page.getByLabel(s.nameKo, { exact: true }).fill(`한빛 ${mark}`);
      await page.getByLabel(s.nameEn, { exact: true }).fill(`Hanbit ${mark}`);
      await click(page, s.addEntity);
      await expect(page.locator('tr', { hasText: `E-${mark}` })).toContainText(`Hanbit ${mark}`);

      await follow(page, s.newDepartment);
      await expectAccessible(page);
      await page.getByLabel(s.code, { exact: true }).fill(`D-${mark}`);
      await page.getByLabel(s.nameKo, { exact: true }).fill(`디지털 ${mark}`);
      await page.getByLabel(s.nameEn, { exact: true }).fill(`Digital ${mark}`);
      await page.getByLabel(s.parent, { exact: true }).selectOption({ label: s.sales });
      await click(page, s.addDepartment);
      const row = page.locator('tr', { hasText: `D-${mark}` });
      await expect(row.locator('th')).toHaveClass('tree-1');

      await row.getByRole('link').click();
      await page.getByLabel(s.nameKo, { exact: true }).fill(`온라인 ${mark}`);
      await page.getByLabel(s.nameEn, { exact: true }).fill(`Online ${mark}`);
      await page.getByLabel(s.from, { exact: true }).fill('2027-01-01');
      await expectAccessible(page);
      await click(page, s.change);
      await expect(row).toContainText(language === 'ko' ? `온라인 ${mark}` : `Online ${mark}`);
      await expect(row.getByRole('link')).toHaveText(language === 'ko' ? `디지털 ${mark}` : `Digital ${mark}`);
      await expectAccessible(page);
    });

    test('the example file is previewed and brought in; a file with bad rows is not', async ({ page }) => {
      await page.goto('/people');
      await follow(page, s.import);
      await expectAccessible(page);
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: s.example }).click();
      const example: string = await readFile(await (await download).path(), 'utf8');
      const file = example.replaceAll('HB-300', `I-${mark}-`).replaceAll(/[a-z.]+@/g, (name) => `${mark}.${name}`.toLowerCase());
      const upload = async (text: string) => {
        const buffer = (globalThis as unknown as { Buffer: { from: (text: string) => never } }).Buffer.from(text);
        await page.getByLabel(s.file, { exact: true }).setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
        await click(page, s.preview);
      };

      // Three rows, all bad, and nothing comes of it.
      const header = file.split('\r\n')[0];
      const bad = [`I-${mark}-7,=1+1`, `I-${mark}-8,`, `I-${mark}-9,A,nowhere`].map((line) => line + ','.repeat(14 - line.split(',').length));
      await upload([header, ...bad, ''].join('\r\n'));
      await expect(page.getByRole('heading', { name: s.mend })).toBeVisible();
      const rows = page.getByRole('group', { name: s.mend }).locator('tbody tr');
      await expect(rows).toHaveCount(3);
      await expect(rows.first()).toContainText(s.formula);
      await expect(rows.last().locator('th')).toHaveText('4');
      await expect(page.getByRole('button', { name: s.confirm })).toHaveCount(0);
      await expectAccessible(page);
      await follow(page, s.other);

      // No file and no text at all.
      await click(page, s.preview);
      await expect(page.getByLabel(s.paste, { exact: true })).toHaveAttribute('aria-invalid', 'true');
      await expectAccessible(page);

      await upload(file);
      await expect(page.getByRole('heading', { level: 1, name: s.previewed })).toBeVisible();
      await expect(page.locator('dl.counts div', { hasText: s.created })).toContainText('3');
      await expect(page.getByRole('main')).toContainText('Alex Reed');
      await expectAccessible(page);
      await page.goto(`/people?text=I-${mark}-`);
      await expect(page.getByText(s.none)).toBeVisible();
      await page.goBack();
      await click(page, s.confirm);
      await expect(page.getByRole('status')).toContainText(s.done);
      await expectAccessible(page);

      await page.goto(`/people?text=I-${mark}-`);
      await expect(page.locator('tbody tr')).toHaveCount(3);
      await page.goto('/people/import');
      await upload(file);
      await expect(page.getByText(s.nothing)).toBeVisible();
    });
  });
}
