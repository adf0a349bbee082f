# The programs and libraries that a process has mapped: their bytes come from the mapping itself (map_files), so that
# a file that was deleted, replaced, or never had a name is had like any other, and no path is believed.
# shellcheck shell=sh
# shellcheck disable=SC2154

# One line for each file: address range, device, inode, whether it is the executed file, whether code of it is mapped, its place in
# the order of mapping, and its path where that has no unusual character. mmap_base(), arch/x86/mm/mmap.c: addresses are handed
# out downwards, so below the loader what it mapped first comes first.
mapped_list() {
  awk -v auxv="$(od -An -v -tx1 -N 512 "/proc/$1/auxv" 2>/dev/null | tr -d ' \n')" -v limit="$MAPPED_FILES" "$AWK_LOADER"'
    BEGIN { read_auxv(auxv) }
    $5 != "0" && $5 != "" {
      split($1, range, "-")
      id = $4 " " $5
      if (!(id in first)) {
        first[id] = $1; start[id] = padded(range[1]); order[++count] = id
        path[id] = NF == 6 && $6 ~ /^\/[A-Za-z0-9\/._+@:~-]+$/ ? $6 : "-"
      }
      if ($2 ~ /x/) code[id] = 1
      if (padded(range[1]) <= entry && entry < padded(range[2])) executed = id
    }
    function line(id, place) {
      print first[id], id, id == executed ? "executed" : "-", id in code ? "code" : "-", place, path[id]
    }
    END {
      if (executed != "") line(executed, 0)
      for (at = count; at > 0; at--) if (order[at] != executed && start[order[at]] < start[executed]) { if (++place < limit) line(order[at], place) }
      for (at = 1; at <= count; at++) if (order[at] != executed && start[order[at]] >= start[executed]) { if (++place < limit) line(order[at], place) }
      if (place >= limit) print "cut"
    }' "$2/maps"
}

# Type, and whether it names an interpreter: the first kilobyte of a file as an ELF header (elf(5)). Little-endian, as all
# of EC2 is.
elf_header() {
  awk '
    function number(at, bytes,   out, byte) {
      out = 0
      for (byte = bytes - 1; byte >= 0; byte--) {
        out = out * 256 + 16 * (index("0123456789abcdef", substr($0, 2 * (at + byte) + 1, 1)) - 1)
        out += index("0123456789abcdef", substr($0, 2 * (at + byte) + 2, 1)) - 1
      }
      return out
    }
    {
      wide = number(4, 1) == 2
      at = wide ? number(32, 8) : number(28, 4)
      size = wide ? number(54, 2) : number(42, 2)
      count = wide ? number(56, 2) : number(44, 2)
      names = 0
      for (entry = 0; entry < count && at + 4 <= length($0) / 2; entry++) { if (number(at, 4) == 3) names = 1; at += size }
      print number(16, 2), names
    }'
}

# Keeps the bytes of a file under their SHA-256: sets kept, empty where it could not be had, and cut.
keep() {
  kept='' cut=false
  read -r taken <"$state/bytes"
  [ "$taken" -lt "$ALL_BYTES" ] || {
    missing "$2" "The pack has its $ALL_BYTES bytes."
    return 1
  }
  timeout -s KILL 60 head -c "$FILE_BYTES" "$1" >"$state/copy" 2>/dev/null || {
    missing "$2" 'It could not be read.'
    return 1
  }
  bytes=$(wc -c <"$state/copy")
  [ "$bytes" -lt "$FILE_BYTES" ] || cut=true
  kept=$(sha256sum <"$state/copy")
  kept=${kept%% *}
  [ ! -e "$pack/files/$kept" ] || return 0
  mv "$state/copy" "$pack/files/$kept" && echo $((taken + bytes)) >"$state/bytes"
}

# A file where packages put them, which nobody but root could have put there: its hash is enough. Only in the mount
# namespace of this script, because elsewhere a path says nothing of the host.
is_system_file() {
  [ "$plain" = yes ] && [ "$owner_uid" = 0 ] && [ $((0$mode & 18)) -eq 0 ] || return 1
  case $path in
    */../* | */./*) return 1 ;;
    /usr/bin/* | /usr/sbin/* | /bin/* | /sbin/* | /usr/lib/* | /usr/lib32/* | /usr/lib64/* | /lib/* | /lib64/*) return 0 ;;
  esac
  return 1
}

# $1 is a file, $2 the mount namespace it is seen in. Sets path, plain (a path of this namespace without unusual
# characters), path_hex, mode, owner_uid, facts.
describe() {
  facts=$(timeout -s KILL 5 stat -L -c '%a %u "bytes":%s,"mode":"%a","uid":%u,"gid":%g,"links":%h,"modified":%Y,"changed":%Z,"accessed":%X' "$1" 2>/dev/null) || return 1
  mode=${facts%% *}
  facts=${facts#* }
  owner_uid=${facts%% *}
  facts=${facts#* }
  path=$(readlink -n "$1" 2>/dev/null && echo .)
  path=${path%.}
  path_hex=$(printf '%s' "$path" | as_hex)
  plain=yes
  case $path in *[!A-Za-z0-9/._+@:~-]* | '') plain=no ;; esac
  [ "$2" = "$(readlink "/proc/$$/ns/mnt")" ] || plain=no
}

# Looks at a mapped file once, whoever maps it: a line in files.jsonl, and one in the state for choosing the program:
# device inode type names-interpreter system kept-or-hash.
look_at_file() {
  file=/proc/$1/map_files/$2
  if [ ! -f "$file" ]; then
    # Without map_files: the path, as long as it leads to the same file.
    [ "$5" != - ] && [ -f "/proc/$1/root$5" ] && has_identity "/proc/$1/root$5" "$3" "$4" || {
      echo "$3 $4 unread" >>"$state/known"
      missing "file $3:$4" 'The mapping could not be opened.'
      return 0
    }
    file=/proc/$1/root$5
  fi
  describe "$file" "$(readlink "/proc/$1/ns/mnt" 2>/dev/null)" || {
    echo "$3 $4 unread" >>"$state/known"
    missing "file $3:$4" 'It does not say what it is.'
    return 0
  }
  header=$(timeout -s KILL 10 od -An -v -tx1 -N 1024 "$file" 2>/dev/null | tr -d ' \n')
  case $header in
    7f454c46*) ;;
    *)
      echo "$3 $4 other" >>"$state/known"
      return 0
      ;;
  esac
  elf=$(echo "$header" | elf_header)
  system=no kept='' cut=false owner=''
  size=${facts#\"bytes\":}
  if is_system_file; then
    system=yes
  fi
  if [ "$system" = yes ] || [ "${size%%,*}" -gt "$6" ]; then
    hash=$(timeout -s KILL 60 sha256sum <"$file" 2>/dev/null)
    hash=${hash%% *}
  else
    keep "$file" "file $3:$4"
    hash=$kept
    [ "$plain" = no ] || owner=$(owner_of "$path")
  fi
  echo "$3 $4 elf $elf $system ${hash:--}" >>"$state/known"
  file_line "$3:$4"
}

file_line() {
  [ "$cut" = false ] || missing "file $1" "Only its first $FILE_BYTES bytes were taken; the hash is of those."
  printf '%s %s\n' "$path_hex" "$1" | awk -v facts="$facts" -v elf="$elf" -v hash="$hash" -v kept="$kept" -v cut="$cut" -v owner="$owner" "$AWK_TEXT"'
    {
      split(elf, header, " ")
      printf "{\"file\":\"%s\",\"path\":%s,%s,\"elfType\":%d,\"namesInterpreter\":%s,", $2, text($1), facts, header[1], header[2] ? "true" : "false"
      printf "\"sha256\":%s,\"kept\":%s,\"cut\":%s,\"owner\":\"%s\"}\n", hash == "" ? "null" : "\"" hash "\"", kept == "" ? "false" : "true", cut, owner
    }' >>"$pack/files.jsonl"
}

# $3: a larger file than that many bytes is not kept, only hashed.
mapped_files() {
  mapped_list "$1" "$2" >"$state/mapped"
  # FILENAME, because NR == FNR would take an empty first file for the second.
  awk 'FILENAME == ARGV[1] { known[$1 " " $2] = 1; next } !($2 " " $3 in known)' "$state/known" "$state/mapped" >"$state/unknown"
  while read -r range device inode _ _ _ plain_path; do
    [ "$range" != cut ] || {
      missing "process/$1/maps" "Only $MAPPED_FILES mapped files were looked at."
      break
    }
    look_at_file "$1" "$range" "$device" "$inode" "$plain_path" "$3"
  done <"$state/unknown"
}
