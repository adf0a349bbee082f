/** Numbers that stand for "nobody". */

/** (uid_t)-1: nobody logged in, as every daemon and container has it. */
const UNSET = 4_294_967_295;

/** A login's user id or session; null where the kernel says that there was no login. */
export function loginNumber(value: number | null): number | null {
  return value === UNSET || value === -1 ? null : value;
}
