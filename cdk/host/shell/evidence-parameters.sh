# shellcheck shell=sh
# shellcheck disable=SC2154

finish() {
  printf '{"script":"collect-evidence",%s}\n' "$2"
  exit "$1"
}

# A sentence of ours: nothing that came from the host or from a parameter.
give_up() {
  finish "$1" "\"outcome\":\"$2\",\"problem\":\"$3\""
}

refuse() {
  give_up 2 refused "$1"
}

check_parameters() {
  is_number "$param_pid" || refuse 'Pid is not a number.'
  [ ${#param_pid} -le 7 ] || refuse 'Pid is too large.'
  case $param_event_time in
    *.*.* | *. | .* | *[!0-9.]* | '') refuse 'EventTime is not a time.' ;;
  esac
  [ ${#param_event_time} -le 21 ] || refuse 'EventTime is too long.'
  [ -z "$param_event_serial" ] || is_number "$param_event_serial" || refuse 'EventSerial is not a number.'
  case $param_incident in *[!A-Za-z0-9._-]*) refuse 'Incident has a character that it may not have.' ;; esac
  for url in "$param_pack_url" "$param_manifest_url"; do
    case $url in
      '') ;;
      *[!A-Za-z0-9._~%/?\&=+:@,-]*) refuse 'A URL has a character that it may not have.' ;;
      https://?*) ;;
      *) refuse 'A URL does not begin with https.' ;;
    esac
  done
  case $param_bucket in *[!a-z0-9.-]* | -*) refuse 'Bucket is not the name of a bucket.' ;; esac
  case $param_prefix in *[!A-Za-z0-9._/=-]* | -* | /*) refuse 'Prefix has a character that it may not have.' ;; esac
  [ -z "$param_bucket" ] || [ -n "$param_prefix" ] || refuse 'A bucket needs a prefix.'
  [ "$(id -u)" = 0 ] || refuse 'The script has to run as root.'
  [ -r /proc/self/stat ] || refuse 'There is no /proc.'
  for tool in awk base64 df find gzip head mktemp od readlink sha256sum stat tar timeout tr xargs; do
    command -v "$tool" >/dev/null || refuse "The host has no $tool."
  done
}
