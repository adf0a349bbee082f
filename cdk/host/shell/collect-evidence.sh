# shellcheck shell=sh
# shellcheck disable=SC2154

check_parameters
make_work
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# The process of the finding comes first, before it ends: alive, gone, or another one that was given its id, in whose
# memory nothing is looked for.
process_state=gone
if read_stat "$param_pid"; then
  ages
  process_state=reused
  if [ $((process_age + 3)) -ge "$event_age" ]; then
    process_state=alive
    look_closely "$param_pid" "$stat_start" "$FILE_BYTES"
  fi
fi
[ "$process_state" = alive ] || missing "process $param_pid" "It is $process_state."

within 90 survey_all
within 60 judge_survey
looked=0
close_ones | awk '!($1 in seen) { seen[$1] = 1; print }' >"$state/close"
while read -r pid start file_bytes; do
  [ "$process_state" != reused ] || [ "$pid" != "$param_pid" ] || continue
  looked=$((looked + 1))
  if [ "$looked" -gt "$DETAILED_PROCESSES" ] || ! in_time; then
    missing "process $pid" 'Time, or the number of processes to look at closely, was used up.'
    continue
  fi
  look_closely "$pid" "$start" "$file_bytes"
done <"$state/close"

within 30 about_host
within 60 audit_records
within 60 loader_integrity
within 40 journal

write_manifest
write_pack
deliver "$work/pack.tar.gz" "$work/manifest.json"

if [ -n "$delivered" ]; then outcome=delivered; else outcome=kept delivered=$work; fi
programs=$(awk '!($1 in seen) && ++count <= 8 { seen[$1] = 1; printf "%s\"%s\"", comma, $1; comma = "," }' "$state/program-hashes")
result="\"outcome\":\"$outcome\",\"to\":\"$delivered\",\"packSha256\":\"$(hash_of "$work/pack.tar.gz")\""
result="$result,\"packBytes\":$(wc -c <"$work/pack.tar.gz"),\"manifestSha256\":\"$(hash_of "$work/manifest.json")\""
result="$result,\"programs\":[$programs],\"loaderProcesses\":$(wc -l <"$state/loaders"),\"missing\":$(wc -l <"$state/missing"),\"problem\":\"$problem\""
if [ "$outcome" = kept ]; then
  trap - EXIT
  rm -rf "$pack" "$state"
fi
[ -z "$problem" ] || finish 1 "$result"
finish 0 "$result"
