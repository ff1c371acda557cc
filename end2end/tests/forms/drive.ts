// Drives one form in the browser through everything that can go wrong with one.
import type { Locator, Page } from '@playwright/test';
import { expect } from '../support';
import type { Cast, Windows } from './cast';
import type { Person } from './office';
import { secrets, type Row, type Words } from './rows';

// A megabyte. The browser itself takes half a minute to set as much Korean in lines; the tests in process send that.
const megabyte = `가나다 ${'a'.repeat(1024 * 1024)}`;

const quoted = (value: string) => `"${value.replaceAll('"', '\\"')}"`;

type Kind = 'text' | 'date' | 'password' | 'hidden' | 'radio' | 'checkbox' | 'select';

// One form, filled in by one person.
export class Filling {
  private constructor(
    readonly page: Page,
    private readonly beside: Page,
    readonly row: Row,
    readonly cast: Cast,
    readonly me: Person | undefined,
    readonly words: Words,
  ) {}

  // Makes what the form is about, signs in who fills it in, opens it, and types.
  static async begin([page, beside]: Windows, row: Row, cast: Cast): Promise<Filling> {
    const me = row.as === 'nobody' ? undefined : row.as === 'newcomer' ? await cast.office.newcomer() : cast.people[row.as];
    const words = row.ready ? await row.ready(cast, me ?? { id: '', number: '', cookies: [] }) : {};
    const filling = new Filling(page, beside, row, cast, me, words);
    await filling.signIn(me);
    await filling.open();
    return filling;
  }

  get action() {
    return (this.row.action ?? this.row.page)(this.words);
  }

  get form(): Locator {
    const all = this.page.locator(`form[method=post][action=${quoted(this.action)}]`);
    return this.row.has ? all.filter({ has: this.page.locator(this.row.has(this.words)) }) : all;
  }

  get typed(): Words {
    return this.row.typed?.(this.words) ?? {};
  }

  // The facts that there are of it from now on.
  counting() {
    return this.cast.since(this.row.leaves, [this.me?.id ?? this.words.person ?? 'nobody']);
  }

  async signIn(person: Person | undefined) {
    await this.page.context().clearCookies();
    if (person) await this.page.context().addCookies(person.cookies);
  }

  async open() {
    await this.page.goto(this.row.page(this.words));
    // What is seldom wanted is folded away.
    const inside = this.row.has?.(this.words) ?? `[action=${quoted(this.action)}]`;
    const folded = this.page.locator('details:not([open])').filter({ has: this.page.locator(inside) });
    if (await folded.count()) await folded.locator('summary').first().click();
    await this.fill();
  }

  async fill(these: (name: string) => boolean = () => true) {
    for (const [name, value] of Object.entries(this.typed)) if (these(name)) await this.set(name, value);
  }

  async kind(name: string): Promise<Kind> {
    return this.form.locator(`[name="${name}"]`).first().evaluate((field) => {
      if (field instanceof HTMLSelectElement) return 'select';
      const type = field instanceof HTMLInputElement ? field.type : 'text';
      return (['date', 'password', 'hidden', 'radio', 'checkbox'].includes(type) ? type : 'text') as Kind;
    });
  }

  async set(name: string, value: string) {
    const field = this.form.locator(`[name="${name}"]`);
    switch (await this.kind(name)) {
      case 'select':
        return field.selectOption(value);
      case 'radio':
        return value === '*' ? field.first().check() : this.form.locator(`[name="${name}"][value="${value}"]`).check();
      case 'checkbox':
        if (value === '*') return field.first().check();
        // Of several with one name, the one of this value.
        return (await field.count()) > 1 ? this.form.locator(`[name="${name}"][value="${value}"]`).check() : field.setChecked(value !== '');
      // What the page put there, changed as only a page in the wrong hands would be.
      case 'hidden':
        return field.evaluate((input, text) => ((input as HTMLInputElement).value = text), value);
      default:
        return field.fill(value);
    }
  }

  // The same form in another window, as it stands in this one.
  async copy(): Promise<Filling> {
    const copy = new Filling(this.beside, this.page, this.row, this.cast, this.me, this.words);
    // A window behind another draws slowly.
    await copy.page.bringToFront();
    await copy.open();
    await copy.set('key', (await this.values()).key);
    await this.page.bringToFront();
    return copy;
  }

  // All that the form would send, its secrets left out.
  async values(): Promise<Words> {
    return this.form.first().evaluate((form, hidden) => {
      const pairs = [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value).replaceAll('\r\n', '\n')]);
      return Object.fromEntries(pairs.filter(([name]) => !hidden.includes(name)));
    }, secrets);
  }

  // The button; on a page that gives back what was sent, the one there is.
  button(form: Locator): Locator {
    const [name, value] = this.row.press ?? ['', ''];
    const pressed = form.locator(`button[name="${name}"][value="${value}"]`);
    return (name ? pressed.or(form.locator('button:not([name])')) : form.locator('button[type=submit]')).first();
  }

  // Presses the button and waits for the page that follows; answers what the post was answered with.
  async submit(button = this.button(this.form)): Promise<number> {
    const post = this.page.waitForResponse((r) => r.request().method() === 'POST' && r.request().isNavigationRequest());
    const [answer] = await Promise.all([post, this.settled(), button.click()]);
    return answer.status();
  }

  // The page that follows, or the file.
  settled(): Promise<unknown> {
    return new Promise((resolve) => {
      this.page.once('domcontentloaded', resolve);
      this.page.once('download', resolve);
    });
  }

  // Typed at once, without the browser's own editing, which is slow with much text.
  async paste(name: string, value: string) {
    await this.form.locator(`[name="${name}"]`).evaluate((field, text) => ((field as HTMLInputElement).value = text), value);
  }
}

// Values that are refused, all at once: each message stands beside its field, all that was typed is there, nothing has
// happened. A field that can be wrong in several ways is so in the first of them.
export async function invalid(f: Filling) {
  const wrong = new Map([...(f.row.wrong ?? [])].reverse());
  if (!wrong.size) return;
  const count = await f.counting();
  // What proves who one is comes before everything else, and a password before its repetition.
  const isAlone = ([name]: [string, string]) => f.row.oneByOne || secrets.includes(name);
  const alone = [...wrong].filter(isAlone);
  const together = [...wrong].filter((one) => !isAlone(one));
  for (const some of [...alone.map((one) => [one]), together].filter((list) => list.length)) {
    for (const [name, value] of some) {
      await f.set(name, value);
      if (name === 'password' && 'repeat' in f.typed) await f.set('repeat', value);
    }
    const { key, ...before } = await f.values();
    const { key: next, ...after } = await refused(f, ...some.map(([name]) => name));
    expect(after, JSON.stringify(some)).toEqual(before);
    expect(next, 'what is mended is another submission').not.toBe(key);
    const mended = some.flatMap(([name]) => (name === 'password' ? [name, 'repeat'] : [name]));
    await f.fill((name) => mended.includes(name) || secrets.includes(name));
  }
  expect(await count(), 'what is refused leaves nothing').toBe(0);
}

// The form again after a 422, with its messages; answers what it holds.
async function refused(f: Filling, ...names: string[]): Promise<Words> {
  expect(await f.submit(), names.join()).toBe(422);
  await expect(f.page.getByRole('alert').first()).toBeFocused();
  const seen = await f.form.evaluate((form, fields) => {
    return fields.map((field) => {
      const own = form.querySelector(`[name="${field}"][aria-invalid="true"]:not([type=hidden]), fieldset[id="field-${field}"]`);
      const ids = own?.getAttribute('aria-describedby')?.split(' ') ?? [];
      const message = ids.filter((id) => id.startsWith('error-')).map((id) => document.getElementById(id))[0];
      const [a, b] = [own?.getBoundingClientRect(), message?.getBoundingClientRect()];
      const gap = a && b && message?.checkVisibility() ? Math.max(a.top - b.bottom, b.top - a.bottom, 0) : Infinity;
      return { field, said: Boolean(message?.textContent?.trim()), beside: gap < 48 };
    });
  }, names);
  expect(seen).toEqual(names.map((field) => ({ field, said: true, beside: true })));
  return f.values();
}

// A megabyte in the first field that people type into.
export async function tooMuch(f: Filling) {
  for (const name of Object.keys(f.typed)) {
    const kind = await f.kind(name);
    if (kind !== 'text' && kind !== 'password') continue;
    const count = await f.counting();
    const { key: _, ...before } = await f.values();
    await f.paste(name, megabyte);
    if (name === 'password' && 'repeat' in f.typed) await f.paste('repeat', megabyte);
    const { key: __, ...after } = await refused(f, name);
    if (kind === 'text') before[name] = megabyte;
    // Not for `toEqual`, which would print it.
    for (const [field, value] of Object.entries(before)) expect(after[field] === value, `${field} comes back as it was`).toBe(true);
    expect(await count(), 'a megabyte leaves nothing').toBe(0);
    return;
  }
}

// Pressed twice, quickly: it has happened once.
export async function twice(f: Filling) {
  const count = await f.counting();
  if (f.row.download) {
    // The page stays, so it can be sent twice as it is.
    for (const _ of [1, 2]) expect(await f.submit()).toBe(200);
  } else {
    await Promise.all([f.settled(), f.button(f.form).dblclick()]);
  }
  const left = await count();
  if (f.row.again === 'anew') expect(left).toBeGreaterThan(0);
  else expect(left, 'a double click leaves one').toBe(1);
}

// Another window in which the form was left open, as it stands in this one.
export async function leftOpen(f: Filling): Promise<Filling | undefined> {
  const { again = 'same', download } = f.row;
  return again === 'same' && !download ? f.copy() : undefined;
}

// What was done is sent with other content under the key that was used, and again as it was.
export async function used(f: Filling, open: Filling | undefined) {
  if (!open) return;
  await open.page.bringToFront();
  const count = await f.counting();
  if (f.row.other) {
    const [name, value] = f.row.other;
    const { key, [name]: was } = await open.values();
    await open.set(name, value);
    const before = await open.values();
    expect(await open.submit()).toBe(409);
    await kept(open, before);
    // What is left of it, as it was at first.
    await open.set('key', key);
    await open.set(name, was);
  }
  expect(await open.submit()).toBeLessThan(400);
  expect(await count(), 'sent again it does not happen again').toBe(0);
  await f.page.bringToFront();
}

// Whether all that was typed is on the page, to be read and to be sent again.
async function kept(f: Filling, before: Words) {
  const forms = f.page.locator(`form[method=post][action=${quoted(f.action)}]`);
  const all = await forms.evaluateAll((found) =>
    found.map((form) => [...new FormData(form as HTMLFormElement)].map(([name, value]) => `${name}=${value}`.replaceAll('\r\n', '\n'))),
  );
  for (const name of Object.keys(f.typed).filter((n) => !secrets.includes(n))) {
    const holds = all.some((pairs) => pairs.includes(`${name}=${before[name] ?? ''}`));
    expect(holds || before[name] === undefined, `${name} = ${before[name]} is kept`).toBe(true);
  }
}

// Somebody else's hands on the same page.
export async function foreign(f: Filling) {
  if (!f.row.somebodys) return;
  const count = await f.counting();
  const theirs = await f.cast.since(f.row.leaves, [f.cast.people.stranger.id]);
  await f.signIn(f.cast.people.stranger);
  expect([403, 404]).toContain(await f.submit());
  await expect(f.page.getByRole('heading', { level: 1 })).toBeVisible();
  expect((await count()) + (await theirs()), 'a stranger changes nothing').toBe(0);
  await f.signIn(f.me);
  await f.open();
}

// Sent after the sign-in had expired: all is kept, and sent again after signing in it happens once.
export async function expired(f: Filling) {
  const count = await f.counting();
  const before = await f.values();
  await f.page.context().clearCookies();
  expect(await f.submit()).toBe(401);
  await kept(f, before);
  expect(await count(), 'without a sign-in nothing happens').toBe(0);
  if (f.row.never || Object.keys(f.typed).some((name) => secrets.includes(name))) return;
  // Signed in again in another window.
  await f.signIn(f.me);
  const again = f.page.locator(`form[action=${quoted(f.action)}] button[type=submit]`);
  expect(await f.submit(again)).toBeLessThan(400);
  expect(await count(), 'sent again it happens once').toBe(1);
}
