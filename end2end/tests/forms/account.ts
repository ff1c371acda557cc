// Ways in and out, and one's own account.
import { password } from '../support';
import type { Row } from './rows';

const another = 'nine quiet geese under a bridge';

const link: Row['ready'] = async ({ office }) => {
  const { id, number } = await office.person();
  return { person: id, number, link: await office.link(id) };
};

export const account: Row[] = [
  {
    route: '/sign-in',
    as: 'nobody',
    ready: async ({ office }) => {
      const { id, number } = await office.newcomer();
      return { person: id, number };
    },
    page: () => '/sign-in',
    typed: (w) => ({ identifier: w.number, password }),
    wrong: [['identifier', ''], ['identifier', 'nobody'], ['password', '']],
    leaves: 'person_signed_in',
    again: 'anew',
  },
  {
    route: '/sign-in/forgot',
    as: 'nobody',
    ready: async ({ office }) => {
      const { id, number } = await office.newcomer();
      return { person: id, number };
    },
    page: () => '/sign-in/forgot',
    typed: (w) => ({ identifier: w.number }),
    wrong: [['identifier', '']],
    leaves: 'password_reset_requested',
    again: 'anew',
    never: true,
  },
  {
    route: '/set-up',
    as: 'nobody',
    page: () => '/set-up',
    typed: () => ({ code: 'AAAAA-BBBBB-CCCCC-DDDDD' }),
    wrong: [['code', ''], ['code', 'not a code']],
    leaves: 'password_changed',
    never: true,
  },
  {
    route: '/set-up/{token}',
    as: 'nobody',
    ready: link,
    page: (w) => w.link,
    typed: () => ({ password, repeat: password }),
    wrong: [['password', 'short'], ['repeat', another]],
    leaves: 'password_changed',
    again: 'over',
  },
  { route: '/sign-out', as: 'newcomer', page: () => '/', action: () => '/sign-out', open: true, leaves: 'person_signed_out', again: 'over' },
  {
    route: '/preferences',
    as: 'newcomer',
    page: () => '/',
    action: () => '/preferences',
    has: () => 'button[name=language]',
    leaves: 'language_chosen',
    open: true,
  },
  {
    route: '/me/sessions/end',
    as: 'newcomer',
    ready: async ({ office }, me) => {
      const other = await office.as(me);
      const page = await other.read('/me');
      return { session: /name="session" value="([^"]*)"/.exec(page)?.[1] ?? '' };
    },
    page: () => '/me',
    action: () => '/me/sessions/end',
    leaves: 'person_signed_out',
    again: 'over',
  },
  {
    route: '/me/sessions/end-all',
    as: 'newcomer',
    page: () => '/me',
    action: () => '/me/sessions/end-all',
    leaves: 'person_signed_out_everywhere',
    again: 'over',
  },
  {
    route: '/me/password',
    as: 'newcomer',
    page: () => '/me',
    action: () => '/me/password',
    typed: () => ({ current: password, password: another, repeat: another }),
    wrong: [['current', 'not this one'], ['password', 'short'], ['repeat', 'another']],
    leaves: 'password_changed',
    again: 'over',
  },
  {
    route: '/me/confirm',
    as: 'newcomer',
    page: () => '/me/confirm',
    typed: () => ({ password }),
    wrong: [['password', ''], ['password', 'not this one']],
    leaves: 'identity_confirmed',
    again: 'anew',
  },
  { route: '/me/data', as: 'newcomer', page: () => '/me/data', leaves: 'own_data_downloaded', download: true },
];
