// Stories, from the first word to "I used this".
import type { Row } from './rows';

const typed = {
  title: '처음에 "부르기" <b>',
  practice: 'cross-function',
  language: 'ko',
  audience: '동료 <들> & 이웃',
  done: '먼저 **모였어요**.\n\n- 하나',
  outcome: '빨라졌어요.',
  confirmed: 'yes',
};
const wrong: Row['wrong'] = [['title', ''], ['practice', ''], ['audience', ' '], ['done', ''], ['outcome', ''], ['confirmed', '']];

export const stories: Row[] = [
  {
    route: '/stories/new',
    as: 'employee',
    page: () => '/stories/new',
    typed: () => typed,
    press: ['step', 'submit'],
    wrong,
    other: ['title', '다른 제목'],
    leaves: 'story_submitted',
  },
  {
    route: '/stories/{id}/edit',
    as: 'employee',
    ready: async ({ office, clerks }) => ({ story: await office.draft(clerks.employee) }),
    page: (w) => `/stories/${w.story}/edit`,
    has: () => '[name=title]',
    typed: () => typed,
    press: ['step', 'submit'],
    wrong,
    other: ['outcome', '느려졌어요.'],
    leaves: 'story_submitted',
    somebodys: true,
  },
  {
    route: '/stories/review',
    as: 'reviewer',
    ready: async ({ office, clerks }) => ({ story: await office.waiting(clerks.employee) }),
    page: () => '/stories/review',
    has: (w) => `[name=story][value="${w.story}"]`,
    typed: () => ({ department: 'legal', note: '지역을 <빼> 주세요' }),
    press: ['decision', 'sent_back'],
    wrong: [['note', ' ']],
    other: ['note', '다른 말'],
    leaves: 'story_sent_back',
    somebodys: true,
  },
  {
    route: '/stories/{id}/erase',
    as: 'comms_editor',
    ready: async ({ office, clerks }) => ({ story: await office.withdrawn(clerks.employee) }),
    page: (w) => `/stories/${w.story}/erase`,
    typed: () => ({ reason: '"지워" 달라고 <부탁>했어요', asked: 'yes' }),
    wrong: [['reason', ' '], ['asked', '']],
    other: ['reason', '다른 부탁'],
    leaves: 'story_erased',
    somebodys: true,
  },
  {
    route: '/stories/desk',
    as: 'comms_editor',
    ready: async ({ office, clerks }) => ({ story: await office.open(clerks.employee, clerks.reviewer, clerks.comms_editor) }),
    page: () => '/stories/desk',
    has: (w) => `[name=story][value="${w.story}"]`,
    typed: () => ({ reason: '조직이 "바뀌었어요"' }),
    press: ['step', 'withdraw'],
    wrong: [['reason', '']],
    other: ['reason', '다른 이유'],
    leaves: 'story_withdrawn',
    somebodys: true,
  },
  {
    route: '/stories/{id}',
    as: 'employee',
    ready: async ({ office, people, clerks }) => {
      const author = await office.as(people.stranger);
      return { story: await office.open(author, clerks.reviewer, clerks.comms_editor) };
    },
    page: (w) => `/stories/${w.story}`,
    press: ['used', 'yes'],
    leaves: 'story_used',
  },
];
