// Every form in the browser, with JavaScript on one database and without it on the other, through everything that can
// go wrong with one: a refused value, a megabyte, a double click, the way back in history, a used key, strange hands, an
// expired sign-in.
import { account } from './forms/account';
import { test } from './forms/cast';
import { Filling, expired, foreign, invalid, leftOpen, tooMuch, twice, used } from './forms/drive';
import { learning } from './forms/learning';
import { organisation } from './forms/organisation';
import { people } from './forms/people';
import { stories } from './forms/stories';

const rows = [...account, ...learning, ...organisation, ...people, ...stories];

// Nobody meets anybody: each form has people of its own, each worker those who fill it in.
test.describe.configure({ mode: 'parallel', timeout: 180_000 });

// What a form does without JavaScript and what a database does with it do not meet: each is seen once, in half the time.
const javaScriptEnabled = !process.env.DATABASE_URL?.startsWith('postgres');

test.describe(`JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
  test.use({ javaScriptEnabled, refusals: /status of (401|403|404|409|422)/ });

  for (const row of rows) {
    test(`the form ${row.route}`, async ({ page: _, windows, cast }) => {
      const first = await Filling.begin(windows, row, cast);
      await invalid(first);
      // The pages are the same without JavaScript, where the tests in process send a megabyte in each field.
      if (javaScriptEnabled) await tooMuch(first);
      if (!row.never) {
        await first.open();
        const open = await leftOpen(first);
        await twice(first);
        await used(first, open);
      }
      if (row.open || row.as === 'nobody') return;
      const second = await Filling.begin(windows, row, cast);
      await foreign(second);
      await expired(second);
    });
  }
});
