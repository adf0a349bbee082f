# The manifest and the pack.
# shellcheck shell=sh
# shellcheck disable=SC2154

joined() {
  awk '{ printf "%s%s", comma, $0; comma = "," }' "$1"
}

seconds() {
  awk -v hundredths="$1" 'BEGIN { printf "%.2f", hundredths / 100 }'
}

# Every name in the pack is ours or a number: lines can be read without care.
list_members() {
  find "$pack" -type f -exec stat -c '%s %n' {} + >"$state/sizes"
  find "$pack" -type f -exec sha256sum {} + >"$state/sums"
  awk -v from="$((${#pack} + 2))" '
    FILENAME == ARGV[1] { bytes[$2] = $1; next }
    { printf "{\"name\":\"%s\",\"bytes\":%s,\"sha256\":\"%s\"}\n", substr($2, from), bytes[$2], $1 }' "$state/sizes" "$state/sums" >"$state/members"
  awk -v from="$((${#pack} + 2))" '
    FILENAME == ARGV[1] { bytes[$2] = $1; next }
    bytes[$2] == $1 { printf "{\"what\":\"%s\",\"why\":\"Only its first %s bytes were taken.\"}\n", substr($2, from), $1 }' "$state/sizes" "$state/limits" >>"$state/missing"
}

write_manifest() {
  list_members
  boot=$(tr -cd '0-9a-f-' </proc/sys/kernel/random/boot_id | head -c 36)
  ended=$(now_hundredths)
  {
    printf '{"manifest":1,"incident":"%s","pid":%s,"process":"%s","eventTime":"%s","eventSerial":"%s",' \
      "$param_incident" "$param_pid" "$process_state" "$param_event_time" "$param_event_serial"
    printf '"bootId":"%s","began":%s,"ended":%s,"uptimeAtBegin":%s,"uptimeAtEnd":%s,' "$boot" "$(seconds "$began")" \
      "$(seconds "$ended")" "$(seconds "$began_uptime")" "$(seconds "$(uptime_hundredths)")"
    printf '"programs":[%s],"missing":[%s],"members":[%s]}\n' "$(joined "$state/programs")" "$(joined "$state/missing")" \
      "$(joined "$state/members")"
  } >"$work/manifest.json"
  cp "$work/manifest.json" "$pack/manifest.json"
}

hash_of() {
  hash=$(sha256sum <"$1")
  echo "${hash%% *}"
}

# A file that something stuck still writes to makes tar complain, not fail to write.
write_pack() {
  (cd "$pack" && timeout -s KILL 120 tar -cf - . 2>/dev/null) | gzip -1 -c >"$work/pack.tar.gz"
  [ -s "$work/pack.tar.gz" ] || give_up 1 failed 'The pack could not be written.'
}
