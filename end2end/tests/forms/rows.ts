// What one form needs to be driven. The tables beside this file hold one row for each form.
import type { Cast, Role } from './cast';
import type { Person } from './office';

export type Words = Record<string, string>;

export interface Row {
  // Where it posts to, as the list of routes writes it.
  route: string;
  // Who fills it in; a newcomer is somebody new each time, nobody has not signed in.
  as: Role | 'newcomer' | 'nobody';
  // Makes what it is about, new each time.
  ready?: (cast: Cast, me: Person) => Promise<Words>;
  // Its page.
  page: (w: Words) => string;
  // Where it posts to; its page, unless it says so.
  action?: (w: Words) => string;
  // Something in it, where several of a page post to the same address.
  has?: (w: Words) => string;
  // What is typed, all of it fine. `*` takes the first of the choices.
  typed?: (w: Words) => Words;
  // The button, where there are several.
  press?: [name: string, value: string];
  // Values that are refused with a message beside the field.
  wrong?: [field: string, value: string][];
  // Whether only the first of several mistakes is told.
  oneByOne?: boolean;
  // Another value under which the same key is a conflict.
  other?: [field: string, value: string];
  // The kind of the one fact that is left.
  leaves: string;
  // A second time the same as the first, over with the first, or one of its own.
  again?: 'same' | 'over' | 'anew';
  // Whether it changes what belongs to somebody, so that a stranger must be refused.
  somebodys?: boolean;
  // Whether it works without a sign-in.
  open?: boolean;
  // Whether the answer is a file, so that the page stays.
  download?: boolean;
  // Whether other journeys would lose what it changes: it is never sent so that it happens.
  never?: boolean;
}

export const secrets = ['password', 'current', 'repeat'];

// Forms that stand on no page of the demo company, each with the test in process that drives it.
export const elsewhere = [
  { route: '/settings/jobs/retry', by: 'messages::what_stopped_is_seen_and_sent_again' },
  // Nothing comes round before a day has passed.
  { route: '/refresher', by: 'refresher::a_card_leads_to_the_questions_and_they_to_their_end' },
  { route: '/refresher/{id}', by: 'refresher::a_card_leads_to_the_questions_and_they_to_their_end' },
];
