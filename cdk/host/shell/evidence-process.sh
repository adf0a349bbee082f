# One process in detail.
# shellcheck shell=sh
# shellcheck disable=SC2154

# A link of /proc as a line of JSON: {"name":…,"target":…}. The names are the kernel's or ours.
link_line() {
  printf '%s ' "$2"
  readlink -n "$1" 2>/dev/null | as_hex
  echo
}

links_of() {
  for name in exe cwd root; do link_line "/proc/$1/$name" "$name"; done
  for link in /proc/"$1"/ns/*; do link_line "$link" "ns/${link##*/}"; done
}

# Open files: 4,096 at most. One run of GNU find reads all links; busybox's can't print them, so there one by one and fewer.
open_files_of() {
  find "/proc/$1/fd" -mindepth 1 -maxdepth 1 2>/dev/null | head -n 100000 | wc -l >"$state/opened"
  if find /proc/self/fd -maxdepth 0 -printf '' 2>/dev/null; then
    timeout -s KILL 20 find "/proc/$1/fd" -mindepth 1 -maxdepth 1 -printf '%f %l\0' 2>/dev/null | head -c 1048576 |
      od -An -v -tx1 | awk '
        # "33 20 2f 00" is descriptor 3 and the path /.
        {
          for (at = 1; at <= NF && count < 4096; at++) {
            if ($at == "00") { print "fd/" name, target; name = target = ""; parted = 0; count++ }
            else if (parted) target = target $at
            else if ($at == "20") parted = 1
            else name = name substr($at, 2)
          }
        }'
  else
    counted=0
    for link in /proc/"$1"/fd/*; do
      counted=$((counted + 1))
      [ "$counted" -le 256 ] || break
      link_line "$link" "fd/${link##*/}"
    done
  fi
}

# Sockets are those of a network namespace: once for each.
sockets_of() {
  namespace=$(readlink "/proc/$1/ns/net" 2>/dev/null)
  namespace=${namespace#net:\[}
  namespace=${namespace%\]}
  is_number "$namespace" || return 0
  mkdir "$pack/net/$namespace" 2>/dev/null || return 0
  for table in tcp tcp6 udp udp6 raw raw6 unix packet netlink; do
    [ ! -r "/proc/$1/net/$table" ] || take "/proc/$1/net/$table" "$pack/net/$namespace/$table" 4194304 "net/$namespace/$table"
  done
}

facts_of() {
  directory=$pack/process/$1
  take "/proc/$1/maps" "$directory/maps" 8388608 "process/$1/maps"
  for name in cmdline environ stat status auxv comm cgroup limits mountinfo loginuid sessionid syscall stack; do
    take "/proc/$1/$name" "$directory/$name" 2097152 "process/$1/$name"
  done
  {
    links_of "$1"
    open_files_of "$1"
  } | awk "$AWK_TEXT"'NF { printf "{\"name\":\"%s\",\"target\":%s}\n", $1, text($2) }' >"$directory/links.jsonl"
  listed=$(grep -c '"name":"fd/' "$directory/links.jsonl")
  read -r opened <"$state/opened"
  [ "$listed" -ge "$opened" ] || missing "process/$1/links.jsonl" "Only $listed of $opened open files are listed."
  sockets_of "$1"
}

is_still() {
  read_stat "$1" && [ "$stat_start" = "$2" ]
}

# $1 is a pid, $2 its start in ticks, $3 how large a file may be to be kept. A directory that is there already means that it was looked at. What the kernel says
# comes before the files, which may lie on a file system that never answers.
look_closely() {
  is_still "$1" "$2" || {
    missing "process $1" 'It ended before it was looked at.'
    return 0
  }
  mkdir "$pack/process/$1" 2>/dev/null || return 0
  within 30 facts_of "$1"
  if [ -s "$pack/process/$1/maps" ]; then
    within 90 mapped_files "$1" "$pack/process/$1" "$3"
    within 30 choose_program "$1" "$pack/process/$1"
  fi
  is_still "$1" "$2" || missing "process $1" 'It ended while it was looked at.'
}
