/**
 * AppImages mount themselves below /tmp/.mount_NAME and some start their program by a loader. Anyone can make such a
 * directory, or mount an AppImage of their own there, so the family is named and lowers nothing.
 */
import type { BenignFamily } from './family.ts';

const MOUNT = /^\/tmp\/\.mount_[^/]+\//;

/** See above. */
export const appimage: BenignFamily = {
  name: 'appimage',
  match(run) {
    if (run.program === null || !MOUNT.test(run.program)) return null;
    return {
      family: 'appimage',
      atMost: 'critical',
      text: 'the program lies where AppImage mounts its images, but anyone can put a program there: this lowers nothing',
    };
  },
};
