/** Nix and Guix: wrappers and the bootstrap run store programs by the store's loader (nixpkgs: pkgs/stdenv/linux). */
import { allMatch, type BenignFamily, lowered } from './family.ts';

const STORE = /^\/(?:nix|gnu)\/store\/[^/]+\//;

/** See above. */
export const nix: BenignFamily = {
  name: 'nix',
  match(run) {
    if (!allMatch([run.loaderPath, run.program, ...run.libraryPath, ...run.injected], STORE)) return null;
    const store = run.loaderPath.startsWith('/nix') ? 'Nix' : 'Guix';
    return lowered(
      'nix',
      run.writers,
      `loader, libraries and program all belong to the ${store} store, whose wrappers run programs this way`,
    );
  },
};
