// The people who fill in the forms, and the windows in which they do: new ones for each worker, so that no other
// journey meets them, and kept from form to form, because beginning costs more than a form.
import type { Page } from '@playwright/test';
import { test as base } from '../support';
import { anybodyAt, happened, openOffice, type Clerk, type Office, type Person } from './office';

export type Role = 'administrator' | 'hr' | 'comms_editor' | 'reviewer' | 'employee';

export interface Cast {
  office: Office;
  people: Record<Role | 'stranger', Person>;
  clerks: Record<'hr' | 'reviewer' | 'comms_editor' | 'employee', Clerk>;
  // How many times this has happened since.
  since: (kind: string, persons: string[]) => Promise<() => Promise<number>>;
}

// The window somebody works in, and another beside it.
export type Windows = [Page, Page];

export const test = base.extend<{ windows: Windows }, { cast: Cast; opened: (scripted: boolean) => Promise<Windows> }>({
  opened: [
    async ({ browser }, use, info) => {
      const kept = new Map<boolean, Promise<Windows>>();
      const open = async (javaScriptEnabled: boolean): Promise<Windows> => {
        const { baseURL } = info.project.use;
        const context = await browser.newContext({ baseURL, javaScriptEnabled });
        return [await context.newPage(), await context.newPage()];
      };
      await use((scripted) => {
        const windows = kept.get(scripted) ?? open(scripted);
        kept.set(scripted, windows);
        return windows;
      });
      for (const [page] of await Promise.all(kept.values())) await page.context().close();
    },
    { scope: 'worker' },
  ],
  windows: async ({ opened, javaScriptEnabled }, use) => use(await opened(javaScriptEnabled ?? true)),
  page: async ({ windows: [page] }, use) => {
    await page.bringToFront();
    await use(page);
  },
  cast: [
    async ({ playwright }, use, info) => {
      const baseURL = info.project.use.baseURL ?? '';
      const anybody = anybodyAt(playwright, baseURL);
      const office = await openOffice(anybody, String(info.workerIndex), info.workerIndex % 2 ? 'en' : 'ko');
      const people = {
        administrator: await office.newcomer('administrator'),
        hr: await office.newcomer('hr'),
        comms_editor: await office.newcomer('comms_editor'),
        reviewer: await office.newcomer('reviewer'),
        employee: await office.newcomer(),
        stranger: await office.newcomer(),
      };
      const clerks = {
        hr: await office.as(people.hr),
        reviewer: await office.as(people.reviewer),
        comms_editor: await office.as(people.comms_editor),
        employee: await office.as(people.employee),
      };
      const since = async (kind: string, persons: string[]) => {
        const before = await happened(office.clerk, kind, persons);
        return async () => [...(await happened(office.clerk, kind, persons))].filter((request) => !before.has(request)).length;
      };
      await use({ office, people, clerks, since });
    },
    { scope: 'worker' },
  ],
});
