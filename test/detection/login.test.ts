import { describe, expect, it } from 'vitest';
import { loginOf } from '../../shared/detection/login.ts';
import { exec } from './exec.ts';

const login = (user: Parameters<typeof exec>[0] = {}) => loginOf(exec(user));

describe('a login', () => {
  it('stays the same through su and sudo', () => {
    expect(login({ user: { uid: 0, euid: 0, name: 'root', tty: null } })).toBe(login());
  });

  it('is another for another session or login user', () => {
    expect(login({ user: { session: 4 } })).not.toBe(login());
    expect(login({ user: { auid: 1001 } })).not.toBe(login());
  });

  it('is the user’s, where a daemon or container has no session', () => {
    const daemon = login({ user: { session: null, auid: null, uid: 33 } });
    expect(login({ user: { session: null, auid: null, uid: 33, tty: 'x' } })).toBe(daemon);
    expect(login({ user: { session: null, auid: null, uid: 34 } })).not.toBe(daemon);
  });
});
