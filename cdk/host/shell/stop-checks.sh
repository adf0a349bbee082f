# Whether the process is the one of the finding, and may be stopped.
# shellcheck shell=sh
# shellcheck disable=SC2154

# Walks up from this script: what it runs under is also what the host is reached by.
is_above_this_script() {
  above=$$
  while [ "$above" -gt 1 ]; do
    [ "$above" = "$1" ] && return 0
    read_stat "$above" || return 1
    above=$stat_ppid
  done
  return 1
}

# Services without which nobody reaches the host any more, and what runs all others. By the executed file and where a
# package puts it, never by a name that a process gives itself.
is_vital_service() {
  case $(readlink -n "/proc/$1/exe" 2>/dev/null) in
    /usr/sbin/sshd | /usr/bin/amazon-ssm-agent | /usr/bin/ssm-agent-worker | /usr/bin/ssm-session-worker) return 0 ;;
    /snap/amazon-ssm-agent/*/amazon-ssm-agent | /snap/amazon-ssm-agent/*/ssm-agent-worker) return 0 ;;
    /usr/lib/systemd/* | /lib/systemd/* | /usr/sbin/auditd | /sbin/auditd) return 0 ;;
    /usr/bin/dockerd | /usr/bin/containerd | /usr/bin/containerd-shim* | /usr/bin/kubelet) return 0 ;;
  esac
  return 1
}

check_allowed() {
  [ "$param_pid" -gt 2 ] || refuse protected 'Processes 1 and 2 are the system.'
  is_above_this_script "$param_pid" && refuse protected 'This script runs under that process.'
  read_stat "$param_pid" || refuse gone 'There is no such process any more.'
  case $stat_state in Z | X | x) refuse gone 'The process has ended.' ;; esac
  is_kernel_thread && refuse protected 'The process is a thread of the kernel.'
  is_vital_service "$param_pid" && refuse protected 'The process is a service that the host needs.'
}

check_start() {
  start_ticks=$stat_start
  if [ -n "$param_start_ticks" ] && [ "$param_start_ticks" != "$start_ticks" ]; then
    refuse start-differs 'The process began at another time than the one of the finding.'
  fi
  ages
  # A finding of the future would let every process through.
  [ "$event_age" -ge -200 ] || refuse clock-differs 'The finding lies in the future of the clock of this host.'
  [ $((process_age + 3)) -ge "$event_age" ] ||
    refuse pid-reused 'The process began after the finding: its id was given to another process.'
}

# Path or inode: the record's path is as seen from the process's root and its device as the file system shows it to the
# kernel, so that in a chroot the one and on overlayfs and btrfs the other differs for the same file.
check_executable() {
  [ "$param_if_executed_again" = refuse ] || return 0
  [ -n "$param_executable_hex" ] || { [ -n "$param_device" ] && [ -n "$param_inode" ]; } ||
    refuse executable-unknown 'Neither path nor inode of the executed file was given.'
  shown=$(executable_hex "$param_pid")
  # " (deleted)" is added by the kernel where the file has no name any more.
  if [ -n "$param_executable_hex" ]; then
    [ "$shown" = "$param_executable_hex" ] && return 0
    [ "$shown" = "${param_executable_hex}202864656c6574656429" ] && return 0
  fi
  if [ -n "$param_device" ] && [ -n "$param_inode" ]; then
    has_identity "/proc/$param_pid/exe" "$param_device" "$param_inode" && return 0
  fi
  refuse executed-again 'The process has executed another program since the finding.'
}
