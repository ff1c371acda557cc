// What the journeys know of the shipped course: its way to the best ending, and its right answers.
import type { Page } from './support';

export const course = '/courses/first-ten-minutes';

// The right answers of the shipped quiz, by question.
export const rightAnswers: Record<string, string[]> = {
  'what-is-free': ['learned'],
  'like-from-abroad': ['messenger'],
  'first-line': ['employer', 'own-view'],
  'same-day': ['tonight'],
  'what-to-send': ['words', 'evidence', 'account'],
  'also-safety': ['no-effect', 'pregnant', 'pack'],
  'double-dose': ['show-the-way'],
  leaked: ['tell-legal'],
};

// The turns to the best ending of the shipped situation. Chance decides what happens after the third: the fourth is
// the best turn of whichever scene comes.
export const bestTurns = ['capture', 'point', 'call-119', 'hand-over, packet, stays', 'explain', 'as-known'];

// Where these turns can be taken, of which one is on the page.
export const turnOf = (page: Page, turns: string) =>
  page.locator(turns.split(', ').map((turn) => `.player [name="choice"][value="${turn}"]`).join(', '));

// Takes one of these turns; where the scene is a decision, says how sure one is, too.
export async function take(page: Page, turns: string) {
  const turn = turnOf(page, turns);
  if ((await turn.getAttribute('type')) !== 'radio') return turn.click();
  await turn.check();
  await page.locator('.certainties input[value="C2"]').check();
  await page.locator('.player button[type=submit]').click();
}

export async function answer(page: Page, choices: string[], certainty: string) {
  for (const choice of choices) await page.locator(`.choices input[value="${choice}"]`).check();
  await page.locator(`.certainties input[value="${certainty}"]`).check();
}
