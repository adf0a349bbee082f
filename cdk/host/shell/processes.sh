# What the kernel says of processes in /proc/PID/stat. The name in it is the process's own choice and may hold blanks,
# parentheses and line feeds; after the last closing parenthesis only the kernel writes (proc(5), fs/proc/array.c).
# shellcheck shell=sh disable=SC2034

# Sets stat_state, stat_ppid, stat_group, stat_session, stat_flags and stat_start. Runs nothing, so that as little time as
# can be lies between a look and a signal.
read_stat() {
  stat_text=
  while IFS= read -r stat_line || [ -n "$stat_line" ]; do
    stat_text="$stat_text $stat_line"
  done 2>/dev/null <"/proc/$1/stat" || return 1
  # shellcheck disable=SC2086
  set -- ${stat_text##*)}
  [ $# -ge 20 ] || return 1
  stat_state=$1 stat_ppid=$2 stat_group=$3 stat_session=$4 stat_flags=$7 stat_start=${20}
}

# One line for each process: pid ppid group session start state flags. A record ends only where enough numbers follow a
# parenthesis: a name of 15 bytes can't hold them, so that a name with line feeds is no record of its own.
process_table() {
  printf '%s\n' /proc/[0-9]*/stat | xargs cat 2>/dev/null | awk '
    {
      record = record == "" ? $0 : record " " $0
      tail = record
      sub(/.*\)/, "", tail)
      if (split(tail, field, " ") < 40 || record !~ /^[0-9]+ \(/) next
      split(record, first, " ")
      print first[1], field[2], field[3], field[4], field[20], field[1], field[7]
      record = ""
    }'
}

# PF_KTHREAD, include/linux/sched.h.
is_kernel_thread() {
  [ $((stat_flags & 2097152)) -ne 0 ]
}

# The path of the executed file as the kernel shows it, in hexadecimal.
executable_hex() {
  readlink -n "/proc/$1/exe" 2>/dev/null | as_hex
}

# Whether a file has this device (two hexadecimal numbers and a colon) and inode. st_dev is taken apart as glibc's
# gnu_dev_major and gnu_dev_minor do (sysdeps/sysv/linux/makedev). A file system of the intruder's own may never answer.
has_identity() {
  identity=$(timeout -s KILL 5 stat -L -c '%d %i' "$1" 2>/dev/null) || return 1
  device=${identity% *}
  [ "${identity#* }" = "$3" ] &&
    [ $(((device >> 8) & 4095 | (device >> 32) & ~4095)) -eq $((0x${2%:*})) ] &&
    [ $((device & 255 | (device >> 12) & 4294967040)) -eq $((0x${2#*:})) ]
}

# A process that is as old as the finding, or older, had its id when the finding was recorded: an id has one process at a
# time. Both ages are taken now, so that neither the second that btime is rounded to nor a clock set since boot matters
# more than it has to. The allowance is for the clock that the kernel stamps records with, which is up to a tick behind.
# Sets event_age and process_age, in hundredths of a second (USER_HZ is 100 on every architecture of EC2).
ages() {
  event_age=$(($(now_hundredths) - $(hundredths_of "$param_event_time")))
  process_age=$(($(uptime_hundredths) - stat_start))
}
