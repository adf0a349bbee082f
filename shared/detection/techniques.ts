/** ATT&CK techniques that a finding can carry. Names as of ATT&CK v18.1; v19 calls the tactic TA0005 "Stealth". */

/** One technique with its tactic; tactic ids are stable across the renaming, names are not. */
export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactic: string;
}

/** By what was done, not by number. */
export const TECHNIQUES = {
  proxyExecution: { id: 'T1218', name: 'System Binary Proxy Execution', tactic: 'TA0005' },
  linkerHijacking: {
    id: 'T1574.006',
    name: 'Hijack Execution Flow: Dynamic Linker Hijacking',
    tactic: 'TA0005',
  },
  renamedUtility: { id: 'T1036.003', name: 'Masquerading: Rename Legitimate Utilities', tactic: 'TA0005' },
  processArguments: { id: 'T1036.011', name: 'Masquerading: Overwrite Process Arguments', tactic: 'TA0005' },
  hiddenFiles: { id: 'T1564.001', name: 'Hide Artifacts: Hidden Files and Directories', tactic: 'TA0005' },
  reflectiveLoading: { id: 'T1620', name: 'Reflective Code Loading', tactic: 'TA0005' },
  unixShell: { id: 'T1059.004', name: 'Command and Scripting Interpreter: Unix Shell', tactic: 'TA0002' },
} as const satisfies Readonly<Record<string, Technique>>;
