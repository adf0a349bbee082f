import { LD, LD_FILE, LIBDIR, MUSL } from '../machine.ts';
import { type Details, type Scenario, scene } from '../scenario.ts';

const stage = (id: string, script: string, more: Details = {}): Scenario =>
  scene(`stage-${id}`, 'stage', script, { as: 'user', ...more });
const copy = (id: string, script: string, more: Details = {}): Scenario =>
  scene(`same-name-${id}`, 'benign', script, more);
const base = LD.split('/').pop() ?? '';

/** Copies and links of the loader under another name, which nothing runs; and copies that keep the name. */
export const staging: readonly Scenario[] = [
  stage('cp', `cp ${LD} notes.txt`),
  stage('cp-file', `cp -p ${LD_FILE} ./.cache`),
  stage('cp-outside', `cp ${LD} /var/tmp/.x; rm /var/tmp/.x`),
  stage('install', `install -m 755 ${LD} helper`),
  stage('ln', `ln ${LD_FILE} helper`, { as: 'root' }),
  stage('ln-symbolic', `ln -s ${LD} helper`),
  stage('mv', `cp ${LD} ${base}; mv ${base} helper`),
  stage('dd', `dd if=${LD} of=helper`),
  stage('rsync', `rsync -L ${LD} helper`, { needs: ['rsync'] }),
  stage('busybox', `busybox cp ${LD} helper`, { needs: ['busybox'] }),
  stage('mount', `cp /bin/ls helper; unshare -m mount --bind ${LD_FILE} helper`, {
    as: 'root',
    needs: ['unshare'],
  }),
  stage('musl', `cp ${MUSL} helper`, { needs: [MUSL] }),
  copy('tree', `mkdir -p t/lib64; cp -a ${LD} t/lib64/`),
  copy('tree-followed', `mkdir -p t/lib64; cp -aL ${LD} t/lib64/`),
  copy(
    'initramfs',
    `d=/var/tmp/mkinitramfs_AbCdEf; mkdir -p $d/lib64 $d${LIBDIR}; cp -pP ${LD} $d/lib64/${base}; cp -p ${LD_FILE} $d${LIBDIR}/${base}; rm -r $d`,
    {
      makes: ['/var/tmp/mkinitramfs_AbCdEf'],
    },
  ),
  copy('install', `mkdir -p t/lib; install -m 755 -t t/lib ${LD}`),
  copy('install-named', `mkdir -p t/lib; install -m 755 ${LD} t/lib/${base}`),
  copy('link', `mkdir -p t/lib; cp -L ${LD} t/lib; ln -s ${base} t/lib/ld-linux.so.2`, {
    tolerate_stage: true,
  }),
  copy('rsync', `mkdir t; rsync -aL ${LD} t/`, { needs: ['rsync'] }),
  copy('tar', `mkdir t; tar chf - ${LD} | tar xf - -C t`),
  copy('backup', `mkdir t; cp -a /lib64/. t/`, { needs: ['/lib64'] }),
  copy(
    'debug-link',
    `mkdir t; cp -L ${LD} t/; strip t/${base}; objcopy --only-keep-debug ${LD} t/${base}.debug`,
    { tolerate_stage: true },
  ),
];
