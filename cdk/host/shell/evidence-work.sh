# Where evidence is put together, and the limits that everything keeps to.
# shellcheck shell=sh

SECONDS_AT_MOST=300
FILE_BYTES=134217728
ANCESTORS_FILE_BYTES=8388608
ALL_BYTES=536870912
DETAILED_PROCESSES=64
SURVEYED_PROCESSES=20000
MAPPED_FILES=512
AUDIT_BYTES=33554432
JOURNAL_BYTES=16777216

# A fresh directory that only root can enter, in one that only root can write where there is one: no name in it is known
# before, and every name in it is of this script's making.
make_work() {
  for parent in /var/lib /var/tmp /run /tmp; do
    [ -d "$parent" ] && [ ! -L "$parent" ] && work=$(mktemp -d "$parent/ldwatch-evidence.XXXXXXXXXX" 2>/dev/null) && break
    work=''
  done
  [ -n "$work" ] || give_up 1 failed 'No directory could be made to work in.'
  pack=$work/pack state=$work/state
  mkdir "$pack" "$pack/process" "$pack/files" "$pack/net" "$pack/logs" "$pack/host" "$state" ||
    give_up 1 failed 'No directory could be made to work in.'
  : >"$state/missing"
  : >"$state/programs"
  : >"$state/program-hashes"
  : >"$state/loaders"
  : >"$state/known"
  : >"$state/limits"
  began=$(now_hundredths)
  began_uptime=$(uptime_hundredths)
  # Half of what is free, and the pack is a second copy of what was taken.
  free=$(df -Pk "$work" 2>/dev/null | awk 'NR == 2 { print $4 }')
  if is_number "$free" && [ "$((free / 4 * 1024))" -lt "$ALL_BYTES" ]; then ALL_BYTES=$((free / 4 * 1024)); fi
  echo 0 >"$state/bytes"
}

in_time() {
  [ $(($(now_hundredths) - began)) -lt $((SECONDS_AT_MOST * 100)) ]
}

# What could not be had, and why: words of ours, and numbers.
missing() {
  printf '{"what":"%s","why":"%s"}\n' "$1" "$2" >>"$state/missing"
}

# Runs a function for so many seconds at most. It is not waited for beyond: a read from a file system of the intruder's
# own (FUSE) may never come back, not even from SIGKILL. What it wrote until then is kept.
within() {
  tenths=$(($1 * 10))
  shift
  marker=$state/running
  : >"$marker"
  (
    "$@"
    rm -f "$marker"
  ) </dev/null >/dev/null 2>&1 &
  worker=$!
  while [ -e "$marker" ]; do
    if [ "$tenths" -le 0 ]; then
      kill -KILL "$worker" 2>/dev/null
      rm -f "$marker"
      missing "$1 ${2:-}" 'It took too long and was left.'
      return 1
    fi
    tenths=$((tenths - 1))
    sleep 0.1 2>/dev/null || { sleep 1 && tenths=$((tenths - 9)); }
  done
}

# Copies the first so many bytes of a file of the kernel's own (/proc). What has as many is named when the pack is complete.
take() {
  timeout -s KILL 10 head -c "$3" "$1" >"$2" 2>/dev/null || [ -s "$2" ] || {
    rm -f "$2"
    missing "$4" 'It could not be read.'
    return 1
  }
  echo "$3 $2" >>"$state/limits"
}

# Of awk: bytes in hexadecimal as a JSON string of printable ASCII. A backslash and every other byte is written \xHH, so
# that nothing is lost and nothing can pass for something else.
AWK_TEXT='
  BEGIN {
    for (code = 0; code < 256; code++) {
      pair = sprintf("%02x", code)
      plain[pair] = code < 32 || code > 126 || code == 92 ? "\\\\x" pair : code == 34 ? "\\\"" : sprintf("%c", code)
    }
  }
  function text(hex,   at, out) {
    out = ""
    for (at = 1; at < length(hex); at += 2) out = out plain[substr(hex, at, 2)]
    return "\"" out "\""
  }
  # Each with a NUL at its end, as in cmdline.
  function words(hex,   at, word, out) {
    word = ""; out = ""
    for (at = 1; at < length(hex); at += 2) {
      if (substr(hex, at, 2) != "00") { word = word substr(hex, at, 2); continue }
      out = out (out == "" ? "" : ",") text(word)
      word = ""
    }
    if (word != "") out = out (out == "" ? "" : ",") text(word)
    return "[" out "]"
  }'
