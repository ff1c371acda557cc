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

// The turns to the best ending of the shipped situation.
export const bestTurns = ['capture', 'point', 'call-119', 'hand-over', 'explain', 'as-known'];

export async function answer(page: Page, choices: string[], certainty: string) {
  for (const choice of choices) await page.locator(`.choices input[value="${choice}"]`).check();
  await page.locator(`.certainties input[value="${certainty}"]`).check();
}
