# The host itself, and its logs around the moment.
# shellcheck shell=sh
# shellcheck disable=SC2154

# A file that anybody might have put something else in place of: only if it is one.
take_file() {
  if [ -f "$1" ] && [ ! -L "$1" ]; then take "$1" "$2" "$3" "$1"; fi
}

about_host() {
  uname -a >"$pack/host/uname"
  for name in version cmdline modules mounts sys/kernel/random/boot_id sys/kernel/randomize_va_space sys/kernel/tainted; do
    [ ! -r "/proc/$name" ] || take "/proc/$name" "$pack/host/$(echo "$name" | tr / -)" 1048576 "$name"
  done
  take_file /usr/lib/os-release "$pack/host/os-release" 65536
  take_file /etc/ld.so.preload "$pack/host/ld.so.preload" 65536
  if command -v auditctl >/dev/null; then
    timeout -s KILL 10 auditctl -s >"$pack/host/audit-status" 2>&1
    timeout -s KILL 10 auditctl -l 2>&1 | head -c 1048576 >"$pack/host/audit-rules"
  fi
  # A file system mounted over a process's directory hides it from everything that reads /proc.
  hidden=$(awk '$5 ~ /^\/proc\/[0-9]+($|\/)/' /proc/self/mountinfo | wc -l)
  [ "$hidden" -eq 0 ] || missing "/proc" "Something is mounted over $hidden directories of processes."
}

# Lines whose own head has a time in the range: a record's fields may hold the text of another one. What lies
# around the event comes first if not all of it fits.
audit_records() {
  set -- "$((${param_event_time%%.*} - 300))" "$((${param_event_time%%.*} + 900))"
  found=no
  for log in /var/log/audit/audit.log /var/log/audit/audit.log.*; do
    [ -f "$log" ] && [ ! -L "$log" ] || continue
    found=yes
    case $log in
      *.gz) timeout -s KILL 60 gzip -dc "$log" 2>/dev/null ;;
      *) timeout -s KILL 60 cat "$log" ;;
    esac | awk -v from="$1" -v to="$2" -v serial="$param_event_serial" -v of_event="$pack/logs/audit-event.log" '
      /^(node=[^ ]* )?type=[A-Z0-9_\[\]]+ msg=audit\([0-9]+\.[0-9]+:[0-9]+\)/ {
        head = substr($0, index($0, "msg=audit(") + 10, 60)
        if (head + 0 < from || head + 0 > to) next
        if (serial != "" && index(head, ":" serial ")") && ++kept <= 4096) print > of_event
        print
      }'
  done | head -c "$AUDIT_BYTES" >"$pack/logs/audit.log"
  [ -s "$pack/logs/audit.log" ] || missing 'audit records' 'There are none of that time on the host.'
  echo "$AUDIT_BYTES $pack/logs/audit.log" >>"$state/limits"
}

journal() {
  command -v journalctl >/dev/null || {
    missing journal 'There is no journalctl.'
    return 0
  }
  timeout -s KILL 60 journalctl --no-pager --quiet --output export \
    --since "@$((${param_event_time%%.*} - 300))" --until "@$((${param_event_time%%.*} + 900))" 2>/dev/null |
    head -c "$JOURNAL_BYTES" >"$pack/logs/journal.export"
  echo "$JOURNAL_BYTES $pack/logs/journal.export" >>"$state/limits"
}
