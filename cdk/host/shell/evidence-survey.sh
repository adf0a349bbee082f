# Every process of the host, and which of them run through a loader.
# shellcheck shell=sh
# shellcheck disable=SC2154

# Facts of one process, bytes in hexadecimal: od's lines begin with a blank, ours with a letter.
survey_process() {
  echo "p $*"
  while read -r key uid euid _; do
    [ "$key" != Uid: ] || { echo "u $uid $euid" && break; }
  done 2>/dev/null <"/proc/$1/status"
  echo n && od -An -v -tx1 -N 64 "/proc/$1/comm" 2>/dev/null
  [ $(($7 & 2097152)) -eq 0 ] || return 0
  echo e && readlink -n "/proc/$1/exe" 2>/dev/null | od -An -v -tx1
  # What lies where a process says that its arguments are may be a page that never comes.
  echo c && timeout -s KILL 5 od -An -v -tx1 -N 4096 "/proc/$1/cmdline" 2>/dev/null
  echo x && od -An -v -tx1 -N 512 "/proc/$1/auxv" 2>/dev/null
}

survey_all() {
  process_table >"$state/table"
  surveyed=0
  while read -r line; do
    surveyed=$((surveyed + 1))
    [ "$surveyed" -le "$SURVEYED_PROCESSES" ] || {
      missing 'process tree' "Only the first $SURVEYED_PROCESSES processes were looked at."
      break
    }
    # shellcheck disable=SC2086
    survey_process $line
  done <"$state/table" >"$state/survey"
}

# Writes processes.jsonl, and the pids of loaders' processes to the state.
#
# A process runs through a loader where the kernel loaded no interpreter for it (AT_BASE is 0: the executed file named
# none), and code of another file than the executed one (the file around AT_ENTRY) is mapped all the same: names have no part in
# it, and a process can't change what the kernel keeps of its auxiliary vector without CAP_SYS_RESOURCE (fs/binfmt_elf.c,
# prctl(2) PR_SET_MM_AUXV). A static program maps no code of other files.
AWK_LOADER='
  function number(hex, at, bytes,   out, next_byte) {
    out = ""
    for (next_byte = bytes - 1; next_byte >= 0; next_byte--) out = out substr(hex, at + 2 * next_byte, 2)
    return substr("0000000000000000", 1, 16 - length(out)) out
  }
  # Sets base and entry. Words of 4 bytes where the second of the first pair is not the upper half of a small number.
  function read_auxv(hex,   bytes, at, key) {
    base = ""; entry = ""
    bytes = substr(hex, 9, 8) == "00000000" ? 8 : 4
    for (at = 1; at + 4 * bytes <= length(hex) + 1; at += 4 * bytes) {
      key = number(hex, at, bytes)
      if (key == "0000000000000007") base = number(hex, at + 2 * bytes, bytes)
      if (key == "0000000000000009") entry = number(hex, at + 2 * bytes, bytes)
      if (key == "0000000000000000") return
    }
  }
  function padded(hex) { return substr("0000000000000000", 1, 16 - length(hex)) hex }
  function maps_other_code(pid,   file, line, field, range, code, count, at, executed) {
    file = "/proc/" pid "/maps"; executed = ""; count = 0
    while ((getline line < file) > 0 && count < 65536) {
      split(line, field, " "); split(field[1], range, "-")
      if (field[5] == "0" || field[5] == "") continue
      if (padded(range[1]) <= entry && entry < padded(range[2])) executed = field[4] ":" field[5]
      if (field[2] ~ /x/) code[++count] = field[4] ":" field[5]
    }
    close(file)
    if (executed == "") return 0
    for (at = 1; at <= count; at++) if (code[at] != executed) return 1
    return 0
  }'

judge_survey() {
  : >"$state/loaders"
  awk -v now="$began" -v uptime="$began_uptime" -v loaders="$state/loaders" "$AWK_TEXT$AWK_LOADER"'
    function done(   through) {
      if (pid == "") return
      through = 0
      sub(/0a$/, "", value["n"])
      if (value["x"] != "") {
        read_auxv(value["x"])
        through = base == "0000000000000000" && maps_other_code(pid)
      }
      if (through) print pid, start > loaders
      printf "{\"pid\":%s,\"ppid\":%s,\"group\":%s,\"session\":%s,\"startTicks\":\"%s\",\"start\":%.2f,\"state\":\"%s\",", pid, parent, group, session, start, (now - uptime + start) / 100, state
      printf "\"uid\":%s,\"euid\":%s,\"name\":%s,\"exe\":%s,\"arguments\":%s,\"throughLoader\":%s}\n", uid, euid, text(value["n"]), text(value["e"]), words(value["c"]), through ? "true" : "false"
    }
    /^p / {
      done()
      pid = $2; parent = $3; group = $4; session = $5; start = $6; state = $7
      uid = "null"; euid = "null"; key = ""
      value["n"] = ""; value["e"] = ""; value["c"] = ""; value["x"] = ""
      next
    }
    /^u / { uid = $2; euid = $3; next }
    /^[necx]$/ { key = $0; next }
    /^ / && key != "" { gsub(/ /, ""); value[key] = value[key] $0 }
    END { done() }' "$state/survey" >"$pack/processes.jsonl"
}

# Who is looked at closely beside the process of the finding: what loaders run, then what descends from that process, then
# what it descends from, of which only smaller files are kept: a service that was broken into may be a large one.
close_ones() {
  awk -v bytes="$FILE_BYTES" '{ print $0, bytes }' "$state/loaders"
  awk -v root="$param_pid" -v bytes="$FILE_BYTES" -v ancestors="$ANCESTORS_FILE_BYTES" '
    { parent[$1] = $2; start[$1] = $5; order[++count] = $1; thread[$1] = $2 == 2 || $1 == 2 }
    END {
      member[root] = 1
      do {
        grown = 0
        for (at = 1; at <= count; at++) {
          pid = order[at]
          if (pid in member || !(parent[pid] in member)) continue
          member[pid] = 1; grown = 1; print pid, start[pid], bytes
        }
      } while (grown)
      for (pid = parent[root]; pid in start && pid > 0 && !thread[pid]; pid = parent[pid]) print pid, start[pid], ancestors
    }' "$state/table"
}
