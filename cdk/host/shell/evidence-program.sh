# Which of the mapped files is the program.
# shellcheck shell=sh
# shellcheck disable=SC2154

# The kernel doesn't know: for it the loader is the program. Loaders map the program before anything else, so it is the
# first below them (glibc elf/rtld.c, dl_main; musl ldso/dynlink.c), unless a gap was large enough for something later. A fixed
# address (ET_EXEC) is no library's; an interpreter is named by programs, and by few libraries, libc.so.6 among them. The
# choice says why. Whatever isn't a system's library is in the pack as well, chosen or not.
#
# Writes mapped.jsonl of the process, and prints for a process that runs through a loader: device inode kept-or-hash system path why
choose_program() {
  loaded=$(awk "$AWK_LOADER"'{ read_auxv($0); print base == "0000000000000000" ? 1 : 0 }' <<HEX
$(od -An -v -tx1 -N 512 "/proc/$1/auxv" 2>/dev/null | tr -d ' \n')
HEX
  )
  chosen=$(awk -v loaded="$loaded" -v listing="$2/mapped.jsonl" '
    FILENAME == ARGV[1] { if ($3 == "elf") { type[$1 " " $2] = $4; names[$1 " " $2] = $5; system_file[$1 " " $2] = $6; hash[$1 " " $2] = $7 } next }
    {
      id = $2 " " $3
      if (!(id in type)) next
      ids[++count] = id; range[id] = $1; executed[id] = $4 == "executed"; path[id] = $7; why = ""; score = 0
      if (executed[id] || $5 != "code") next
      if (type[id] == 2) { score += 8; why = why ",fixed-address" }
      if (names[id] && path[id] !~ /\/lib[^\/]*\.so[^\/]*$/) { score += 4; why = why ",names-interpreter" }
      if (!placed++) { score += 2; why = why ",mapped-first" }
      if (system_file[id] == "no") { score += 1; why = why ",no-system-file" }
      if (loaded && score > best) { best = score; chosen = id; because = substr(why, 2) }
    }
    END {
      for (at = 1; at <= count; at++) {
        split(ids[at], part, " ")
        printf "{\"file\":\"%s:%s\",\"range\":\"%s\",\"executed\":%s,\"program\":%s}\n", part[1], part[2], range[ids[at]], executed[ids[at]] ? "true" : "false", ids[at] == chosen ? "true" : "false" > listing
      }
      if (chosen != "") print chosen, hash[chosen], system_file[chosen], range[chosen], because
    }' "$state/known" "$state/mapped")
  [ -n "$chosen" ] || return 0
  # shellcheck disable=SC2086
  program_line "$1" $chosen
}

# A program that lies among the system's libraries is kept all the same.
program_line() {
  hash=$4
  if [ "$5" = yes ]; then
    keep "/proc/$1/map_files/$6" "file $2:$3" && hash=$kept
  fi
  if [ "$hash" = - ]; then hash=null; else echo "$hash" >>"$state/program-hashes" && hash="\"$hash\""; fi
  printf '{"pid":%s,"file":"%s:%s","sha256":%s,"why":"%s"}\n' "$1" "$2" "$3" "$hash" "$7" >>"$state/programs"
}
