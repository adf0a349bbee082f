# shellcheck shell=sh
# shellcheck disable=SC2154

SECONDS_AT_MOST=60
PROCESSES_AT_MOST=20000

check_parameters
check_allowed
check_start
check_executable

began=$(now_hundredths)
seen=''
in_time() {
  [ $(($(now_hundredths) - began)) -lt $((SECONDS_AT_MOST * 100)) ]
}

# The process and what descends from it, parents first: pid and start. A session or a job (process group) that a member
# leads is its own too: whoever is in it was forked by it, also where the parents in between are dead. So is a child of one that was
# listed before ("seen" lines) and died since. The last line says how many processes vanished from the look.
members() {
  {
    printf '%s' "$seen"
    process_table
  } | awk -v root="$param_pid" -v start="$start_ticks" -v own=$$ '
    $1 == "vanished" { vanished = $2; next }
    NF == 2 { known[$1] = $2; next }
    { parent[$1] = $2; group[$1] = $3; session[$1] = $4; began[$1] = $5; state[$1] = $6; order[++count] = $1 }
    END {
      if (began[root] == start) { member[root] = 1; list[++found] = root }
      # The id of a dead leader is not given out again as long as its session or group has members (struct pid is one for all its uses: include/linux/pid.h).
      for (pid in known) if (!(pid in began)) leader[pid] = 1
      for (pid in known) if (began[pid] == known[pid] && !(pid in member)) { member[pid] = 1; list[++found] = pid }
      do {
        grown = 0
        for (at = 1; at <= count; at++) {
          pid = order[at]
          if (pid in member || pid <= 2) continue
          if (!(parent[pid] in member || session[pid] in member || group[pid] in member || session[pid] in leader || group[pid] in leader)) continue
          member[pid] = 1; list[++found] = pid; grown = 1
        }
      } while (grown)
      if (own in member) { print "own"; exit }
      for (at = 1; at <= found; at++) if (state[list[at]] !~ /[ZXx]/) print list[at], began[list[at]], state[list[at]]
      print "vanished", vanished + 0
    }'
}

# The state of a process that is still the one that was listed; gone where it isn't.
state_of() {
  if read_stat "$1" && [ "$stat_start" = "$2" ]; then state=$stat_state; else state=gone; fi
  case $state in Z | X | x) state=gone ;; esac
}

# Looks right before the signal. Between the two lies the time of one system call, in which the process would have to die,
# be waited for, and its id be given out again: a shell has no pidfd_send_signal(2) to close that gap.
signal() {
  state_of "$2" "$3"
  [ "$state" != gone ] && kill "-$1" "$2" 2>/dev/null
}

# Freezes what is found until looks find nothing new and nothing that runs: five of them, or on a host where processes come and
# go all the time thirty. A look from which something vanished proves little: it may have forked what the look has not, over and over.
freeze() {
  certainty=0
  while [ "$certainty" -lt 30 ] && in_time; do
    look=$(members)
    [ "$look" = own ] && refuse protected 'This script runs under that process.'
    listed=$(printf '%s\n' "$look" | awk 'NF == 3')
    fresh=$(printf '%s' "$seen$listed
" | awk 'NF == 2 { seen[$1 " " $2] = 1; next } NF == 3 && !($1 " " $2 in seen)')
    awake=$(printf '%s\n' "$listed" | awk 'NF == 3 && $3 !~ /[Tt]/')
    many=no
    [ "$(printf '%s\n' "$listed" | wc -l)" -le "$PROCESSES_AT_MOST" ] || many=yes
    if [ -z "$fresh$awake" ]; then
      case $look in
        *'vanished 0') certainty=$((certainty + 6)) ;;
        *) certainty=$((certainty + 1)) ;;
      esac
      continue
    fi
    certainty=0
    while read -r pid start _; do
      [ -z "$pid" ] || signal STOP "$pid" "$start"
    done <<LIST
$awake
LIST
    seen="$seen$(printf '%s\n' "$fresh" | awk 'NF { print $1, $2 }')
"
    # What was listed is frozen; to look again and again through more than that would take longer than it forks.
    [ "$many" = no ] || return 0
  done
}

kill_seen() {
  while read -r pid start; do
    [ -z "$pid" ] || signal KILL "$pid" "$start"
  done <<LIST
$seen
LIST
}

# How it stands with everything that was listed: sets found, dead, frozen, pids and running.
count() {
  found=0 dead=0 frozen=0 pids='' running='' running_count=0
  while read -r pid start; do
    [ -n "$pid" ] || continue
    found=$((found + 1))
    [ "$found" -gt 64 ] || pids="$pids,$pid"
    state_of "$pid" "$start"
    case $state in
      gone) dead=$((dead + 1)) ;;
      T | t) frozen=$((frozen + 1)) ;;
      *)
        running_count=$((running_count + 1))
        [ "$running_count" -gt 16 ] || running="$running,$pid"
        ;;
    esac
  done <<LIST
$seen
LIST
}

report() {
  finish "$1" "\"outcome\":\"$2\",\"mode\":\"$param_mode\",\"pid\":$param_pid,\"startTicks\":\"$start_ticks\",\"found\":$found,\"frozen\":$frozen,\"killed\":$dead,\"pids\":[${pids#,}],\"running\":[${running#,}],\"problem\":\"$3\""
}

if [ "$param_mode" = check ]; then
  look=$(members)
  [ "$look" = own ] && refuse protected 'This script runs under that process.'
  seen="$(printf '%s\n' "$look" | awk 'NF == 3 { print $1, $2 }')
"
  count
  report 0 checked ''
fi

freeze
if [ "$param_mode" = freeze ]; then
  count
  [ -z "$running" ] && in_time && report 0 stopped ''
  report 1 incomplete 'Not everything could be frozen.'
fi

# What is frozen can't fork or hand anything on while the rest is killed. A process in the middle of a system call dies a
# little later.
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  kill_seen
  freeze
  count
  [ "$dead" -eq "$found" ] && in_time && report 0 stopped ''
  in_time || break
  sleep 0.2 2>/dev/null || sleep 1
done
: "$attempt"
report 1 incomplete 'Not everything that was found is dead.'
