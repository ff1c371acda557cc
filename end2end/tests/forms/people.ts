// People, their roles, and letting them in.
import type { Row } from './rows';

const somebody: Row['ready'] = async ({ office }) => {
  const { id, number } = await office.person();
  return { person: id, number, next: office.next() };
};

export const people: Row[] = [
  {
    route: '/people/new',
    as: 'administrator',
    ready: async ({ office }) => ({ next: office.next() }),
    page: () => '/people/new',
    typed: (w) => ({ name: '서 "하늘" <b>&amp;</b>', employee_number: w.next, email: `${w.next}@hanbit.example` }),
    wrong: [['name', ''], ['employee_number', ''], ['email', 'nowhere']],
    other: ['name', '서바다'],
    leaves: 'person_added',
    somebodys: true,
  },
  {
    route: '/people/{id}/edit',
    as: 'hr',
    ready: somebody,
    page: (w) => `/people/${w.person}/edit`,
    typed: (w) => ({ name: '서 "하늘" <b>&amp;</b>', employee_number: w.next, email: `${w.next}@hanbit.example`, time_zone: 'Europe/London' }),
    wrong: [['name', ''], ['employee_number', 'a b'], ['email', 'nowhere'], ['time_zone', 'Mars/Base']],
    other: ['name', '서바다'],
    leaves: 'person_changed',
    somebodys: true,
  },
  {
    route: '/people/{id}/grants',
    as: 'administrator',
    ready: somebody,
    page: (w) => `/people/${w.person}`,
    action: (w) => `/people/${w.person}/grants`,
    typed: () => ({ role: 'author', reason: 'writes "our" <courses>' }),
    wrong: [['reason', '']],
    other: ['reason', 'another reason'],
    leaves: 'role_granted',
    somebodys: true,
  },
  {
    route: '/people/{id}/grants/revoke',
    as: 'administrator',
    ready: async ({ office }) => {
      const { id } = await office.person();
      await office.grant(id, 'reviewer');
      return { person: id };
    },
    page: (w) => `/people/${w.person}`,
    action: (w) => `/people/${w.person}/grants/revoke`,
    typed: () => ({ reason: 'another "department" now' }),
    wrong: [['reason', '']],
    other: ['reason', 'another reason'],
    leaves: 'role_revoked',
    somebodys: true,
  },
  {
    route: '/people/{id}/deactivate',
    as: 'hr',
    ready: somebody,
    page: (w) => `/people/${w.person}`,
    action: (w) => `/people/${w.person}/deactivate`,
    typed: () => ({ reason: 'left the <company>' }),
    wrong: [['reason', '']],
    other: ['reason', 'another reason'],
    leaves: 'person_deactivated',
    somebodys: true,
  },
  {
    route: '/people/{id}/reactivate',
    as: 'hr',
    ready: async ({ office }) => ({ person: await office.gone() }),
    page: (w) => `/people/${w.person}/reactivate`,
    typed: () => ({ reason: 'came back' }),
    wrong: [['reason', '']],
    other: ['reason', 'another reason'],
    leaves: 'person_reactivated',
    somebodys: true,
  },
  {
    route: '/people/{id}/merge',
    as: 'hr',
    ready: async ({ office }) => {
      const [twice, kept] = [await office.person(), await office.person()];
      return { person: twice.id, kept: kept.number };
    },
    page: (w) => `/people/${w.person}/merge?kept=${w.kept}`,
    action: (w) => `/people/${w.person}/merge`,
    typed: () => ({ reason: 'entered "twice"' }),
    wrong: [['reason', '']],
    other: ['reason', 'another reason'],
    leaves: 'people_merged',
    somebodys: true,
  },
  {
    route: '/people/{id}/sign-in-link',
    as: 'hr',
    ready: somebody,
    page: (w) => `/people/${w.person}`,
    action: (w) => `/people/${w.person}/sign-in-link`,
    leaves: 'setup_link_opened',
    again: 'anew',
    somebodys: true,
  },
  {
    route: '/people/{id}/invitation',
    as: 'hr',
    ready: async ({ office }) => {
      const { id, number } = await office.person();
      const typed = { name: '서하늘', employee_number: number, email: `${number}@hanbit.example`, time_zone: 'Asia/Seoul', language: 'ko' };
      await office.clerk.send(`/people/${id}/edit`, `/people/${id}/edit`, typed);
      return { person: id };
    },
    page: (w) => `/people/${w.person}`,
    action: (w) => `/people/${w.person}/invitation`,
    leaves: 'person_invited',
    somebodys: true,
  },
  {
    route: '/people/{id}/letter',
    as: 'hr',
    ready: somebody,
    page: (w) => `/people/${w.person}`,
    action: (w) => `/people/${w.person}/letter`,
    leaves: 'sign_in_letter_printed',
    again: 'anew',
    somebodys: true,
  },
  // Both reach everyone at once, whomever the other journeys have just added among them.
  {
    route: '/people/letters',
    as: 'hr',
    ready: somebody,
    page: () => '/people/invitations',
    action: () => '/people/letters',
    leaves: 'sign_in_letter_printed',
    somebodys: true,
    never: true,
  },
  {
    route: '/people/invitations',
    as: 'hr',
    ready: async ({ office }) => {
      const number = office.next();
      const typed = { name: '서하늘', employee_number: number, email: `${number}@hanbit.example`, language: 'ko' };
      await office.clerk.send('/people/new', '/people/new', typed);
      return {};
    },
    page: () => '/people/invitations',
    leaves: 'person_invited',
    somebodys: true,
    never: true,
  },
];
