// Prepares what a form is about, by the product's own forms and without a window: people, posts, stories, courses.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext, PlaywrightWorkerArgs } from '@playwright/test';
import { course } from '../course';
import { password } from '../support';

export interface Person {
  id: string;
  number: string;
  cookies: Awaited<ReturnType<APIRequestContext['storageState']>>['cookies'];
}

const unescape = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

let made = 0;

// Somebody at work, with a session of their own.
export class Clerk {
  constructor(readonly api: APIRequestContext) {}

  async read(path: string): Promise<string> {
    const answer = await this.api.get(path);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
    return answer.text();
  }

  // Sends the form of a page that posts there, with its hidden fields; answers where it leads.
  async send(path: string, action: string, typed: Record<string, string>): Promise<{ location: string; body: string }> {
    const html = await this.read(path);
    const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? [];
    const form = forms.find((text) => unescape(text).includes(`action="${action}"`));
    if (!form) throw new Error(`${path} has no form for ${action}`);
    const hidden = (form.match(/<input[^>]*type="hidden"[^>]*>/g) ?? []).map((tag) => [
      unescape(/name="([^"]*)"/.exec(tag)?.[1] ?? ''),
      unescape(/value="([^"]*)"/.exec(tag)?.[1] ?? ''),
    ]);
    const answer = await this.api.post(action, { form: { ...Object.fromEntries(hidden), ...typed }, maxRedirects: 0 });
    const body = await answer.text();
    if (answer.status() >= 400) throw new Error(`${action}: ${answer.status()} ${body.slice(0, 2000)}`);
    return { location: answer.headers()['location'] ?? '', body };
  }

  async signIn(identifier: string) {
    await this.send('/sign-in', '/sign-in', { identifier, password });
  }

  async cookies() {
    return (await this.api.storageState()).cookies;
  }
}

// A way to make people at work with sessions of their own.
export const anybodyAt = (playwright: PlaywrightWorkerArgs['playwright'], baseURL: string) => async () => {
  // A browser says where a form comes from.
  const extraHTTPHeaders = { origin: baseURL, 'sec-fetch-site': 'same-origin' };
  return new Clerk(await playwright.request.newContext({ baseURL, extraHTTPHeaders }));
};

// The administrator of the demo company at their desk; the people they make speak this language.
export async function openOffice(
  anybody: () => Promise<Clerk>,
  mark: string,
  language: string,
): Promise<Office> {
  const clerk = await anybody();
  await clerk.signIn('HB-1007');
  return new Office(clerk, `${mark}-${Date.now().toString(36).slice(-5)}`, language, anybody);
}

// An administrator's desk, from which everything else is made.
export class Office {
  constructor(
    readonly clerk: Clerk,
    private readonly mark: string,
    private readonly language: string,
    private readonly anybody: () => Promise<Clerk>,
  ) {}

  // A number nobody else has.
  next(): string {
    made += 1;
    return `F${this.mark}-${made}`;
  }

  async person(): Promise<{ id: string; number: string }> {
    const number = this.next();
    const typed = { name: `서 하늘 ${number}`, employee_number: number, email: '', language: this.language };
    const { location } = await this.clerk.send('/people/new', '/people/new', typed);
    return { id: location.split('/').pop() ?? '', number };
  }

  async grant(id: string, role: string): Promise<string> {
    await this.clerk.send(`/people/${id}`, `/people/${id}/grants`, { role, scope: 'all', reason: 'for the forms' });
    const page = await this.clerk.read(`/people/${id}`);
    return new RegExp(`name="grant" value="(${uuid})"`).exec(page)?.[1] ?? '';
  }

  // A link that signs in once.
  async link(id: string): Promise<string> {
    const { body } = await this.clerk.send(`/people/${id}`, `/people/${id}/sign-in-link`, {});
    return /<code>[^<]*(\/set-up\/[^<]+)<\/code>/.exec(body)?.[1] ?? '';
  }

  // Somebody with this role, signed in.
  async newcomer(role?: string): Promise<Person> {
    const { id, number } = await this.person();
    if (role) await this.grant(id, role);
    const link = await this.link(id);
    const own = await this.anybody();
    await own.send(link, link, { password, repeat: password });
    return { id, number, cookies: await own.cookies() };
  }

  async as(person: Person): Promise<Clerk> {
    const own = await this.anybody();
    await own.signIn(person.number);
    return own;
  }

  async department(): Promise<string> {
    const code = this.next();
    const typed = { code, name_ko: code, name_en: code, parent: '', legal_entity: await this.entity(), from: '2026-01-01' };
    await this.clerk.send('/people/organisation/departments/new', '/people/organisation/departments/new', typed);
    const page = await this.clerk.read('/people/organisation');
    return new RegExp(`departments/(${uuid})">${code}<`).exec(page)?.[1] ?? '';
  }

  async entity(): Promise<string> {
    const page = await this.clerk.read('/people/organisation/departments/new');
    const select = /name="legal_entity"[\s\S]*?<\/select>/.exec(page)?.[0] ?? '';
    return new RegExp(uuid).exec(select)?.[0] ?? '';
  }

  async post(person: string): Promise<{ entity: string; department: string; post: string }> {
    const [entity, department] = [await this.entity(), await this.department()];
    const action = `/people/${person}/posts/new`;
    const typed = { from: '2026-01-01', legal_entity: entity, department, job_role: 'MR', location: 'Seoul', time_zone: 'Asia/Seoul', kind: 'employee' };
    await this.clerk.send(action, action, typed);
    const page = await this.clerk.read(`/people/${person}`);
    return { entity, department, post: new RegExp(`posts/(${uuid})/change`).exec(page)?.[1] ?? '' };
  }

  async owing(hr: Clerk): Promise<string> {
    const { id } = await this.person();
    const typed = { course: 'first-ten-minutes', whom: 'these', person: id, due_on: '2027-12-24', reason: 'new_hire', note: '', attempt_limit: '3' };
    await hr.send(`/training/assign?person=${id}`, '/training/assign', typed);
    return id;
  }

  async gone(): Promise<string> {
    const { id } = await this.person();
    await this.clerk.send(`/people/${id}`, `/people/${id}/deactivate`, { reason: 'left' });
    return id;
  }

  async file(): Promise<string> {
    const text = `employee_number,name\n${this.next()},New Person\n`;
    const { location } = await this.clerk.send('/people/import', '/people/import', { text });
    return location.split('/').pop() ?? '';
  }

  async attempt(person: Person, part: string): Promise<string> {
    const own = await this.as(person);
    const { location } = await own.send(`${course}/${part}`, '/attempts', {});
    return location.split('/').pop() ?? '';
  }

  // A quiz with its first question answered: the attempt, and the question.
  async graded(person: Person): Promise<{ attempt: string; item: string }> {
    const own = await this.as(person);
    const attempt = await this.attempt(person, 'check-yourself');
    const page = await own.read(`/attempts/${attempt}`);
    const choice = /name="choice" value="([^"]*)"/.exec(page)?.[1] ?? '';
    const { location } = await own.send(`/attempts/${attempt}`, `/attempts/${attempt}`, { choice, certainty: 'C2' });
    return { attempt, item: /answered=([^&]*)/.exec(location)?.[1] ?? '' };
  }

  // Something that they said of their tasks, for themselves alone.
  async said(person: Person): Promise<Record<string, string>> {
    const here = `${course}/confidence`;
    await (await this.as(person)).send(here, here, { critical_comment: '60' });
    return {};
  }

  // Something that was said of a question and waits for an answer; its id, read from the desk of who answers.
  async challenge(editor: Clerk): Promise<string> {
    const person = await this.newcomer();
    const { attempt, item } = await this.graded(person);
    const words = this.next();
    const here = `/attempts/${attempt}/challenge/${item}`;
    await (await this.as(person)).send(here, here, { words });
    const page = await editor.read('/content/challenges');
    return new RegExp(`name="challenge" value="(${uuid})"`).exec(page.slice(page.indexOf(words)))?.[1] ?? '';
  }

  // A course of its own that waits to be published.
  newCourse(): string {
    const slug = this.next().toLowerCase();
    bring(slug);
    return slug;
  }

  // A rule card of its own that waits to be confirmed; its version.
  async card(reviewer: Clerk): Promise<string> {
    const slug = this.next().toLowerCase();
    bringWithCard(slug);
    const page = await reviewer.read('/content/rules');
    return new RegExp(`/content/rules/([0-9a-f]{64})"[^>]*>(?:카드|Card) ${slug}<`).exec(page)?.[1] ?? '';
  }

  // A rule card that was confirmed; its version.
  async confirmedCard(reviewer: Clerk): Promise<string> {
    const card = await this.card(reviewer);
    await reviewer.send('/content/rules', '/content/rules', { card, next_review: inDays(180) });
    return card;
  }

  async draft(author: Clerk): Promise<string> {
    const { location } = await author.send('/stories/new', '/stories/new', { ...this.told(), step: 'draft' });
    return new RegExp(uuid).exec(location)?.[0] ?? '';
  }

  // A story that waits for its reviewer.
  async waiting(author: Clerk): Promise<string> {
    const { location } = await author.send('/stories/new', '/stories/new', { ...this.told(), confirmed: 'yes', step: 'submit' });
    return new RegExp(uuid).exec(location)?.[0] ?? '';
  }

  // A story that everyone can read.
  async open(author: Clerk, reviewer: Clerk, comms: Clerk): Promise<string> {
    const story = await this.waiting(author);
    await decide(reviewer, '/stories/review', story, { department: 'other', note: '', decision: 'approved' });
    await decide(comms, '/stories/desk', story, { step: 'publish' });
    return story;
  }

  // A story that its author has taken back.
  async withdrawn(author: Clerk): Promise<string> {
    const story = await this.waiting(author);
    const path = `/stories/${story}/edit`;
    const form = ((await author.read(path)).match(/<form[\s\S]*?<\/form>/g) ?? []).find((text) => text.includes('value="withdraw"')) ?? '';
    const key = /name="key" value="([^"]*)"/.exec(form)?.[1] ?? '';
    await author.api.post(path, { form: { key, reason: '부탁', step: 'withdraw' }, maxRedirects: 0 });
    return story;
  }

  private told() {
    const title = `작게 시작하기 ${this.next()}`;
    return { title, practice: 'start-small', language: 'ko', audience: '이웃', done: '자전거 이야기를 올렸어요.', outcome: '마흔세 명이 답했어요.' };
  }
}

// A day from today, as a date field writes it.
export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

// The same course, resting on a rule card of its own.
export function bringWithCard(slug: string) {
  const head = [`id: ${slug}`, 'title:', `  ko: "카드 ${slug}"`, `  en: "Card ${slug}"`, 'jurisdiction: company', 'article: policy', 'source: our own policy'];
  head.push('reviewed: 2026-11-23', 'verified: no', 'reviewer: communications', `next_review: ${inDays(180)}`);
  bring(slug, `---\n${head.join('\n')}\n---\n\n## 한국어\n\n먼저 밝혀요.\n\n## English\n\nSay so first.\n`);
}

// Brings a course of one page in, as somebody beside the server would.
function bring(slug: string, card?: string) {
  const library = mkdtempSync(join(tmpdir(), 'jasin-course-'));
  const course = join(library, 'courses', slug);
  mkdirSync(join(course, 'en'), { recursive: true });
  const head = [`slug: ${slug}`, 'title:', `  ko: "과정 ${slug}"`, `  en: "Course ${slug}"`, 'summary:', '  ko: 한 쪽', '  en: One page', 'languages: [en]'];
  head.push('practices: [be-transparent]', 'minutes: 1', 'pass_mark: 75', 'validity_months: 12', 'owner: communications', 'parts: [one-page]');
  writeFileSync(join(course, 'course.md'), `---\n${head.join('\n')}\n---\n`);
  writeFileSync(join(course, 'en', 'one-page.md'), `---\nkind: module\nid: one-page\ntitle: One page\nminutes: 1\npractice: be-transparent${card ? `\nrules: [${slug}]` : ''}\n---\n\n## One page {#one}\n\nSay who you are.\n`);
  if (card) {
    mkdirSync(join(library, 'rules'));
    writeFileSync(join(library, 'rules', `${slug}.md`), card);
  }
  try {
    execFileSync(process.env.JASIN_BIN ?? 'jasin', ['content', 'import', library], { stdio: 'pipe' });
  } finally {
    rmSync(library, { recursive: true });
  }
}

// Decides about one of the stories on a page of many.
async function decide(clerk: Clerk, path: string, story: string, typed: Record<string, string>) {
  const page = await clerk.read(path);
  const form = (page.match(/<form[\s\S]*?<\/form>/g) ?? []).find((text) => text.includes(story)) ?? '';
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
  const fields = { key: value('key'), version: value('version'), story, ...typed };
  const answer = await clerk.api.post(path, { form: fields, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`${path}: ${answer.status()}`);
}

// What the log says has happened: the requests that left a fact of this kind by, or about, one of these.
export async function happened(auditor: Clerk, kind: string, persons: string[]): Promise<Set<string>> {
  const rows = (await auditor.read('/audit')).match(/<tr><td[\s\S]*?<\/tr>/g) ?? [];
  const ours = rows.filter((row) => row.includes(`<code>${kind}</code>`) && persons.some((id) => row.includes(id)));
  return new Set(ours.map((row) => /<code class="id">([^<]*)<\/code><\/td><\/tr>/.exec(row)?.[1] ?? row));
}
