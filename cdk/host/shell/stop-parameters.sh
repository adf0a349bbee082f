# shellcheck shell=sh
# shellcheck disable=SC2154

finish() {
  printf '{"script":"stop-process",%s}\n' "$2"
  exit "$1"
}

# A reason of results.ts and a sentence of ours: nothing that came from the host or from a parameter.
refuse() {
  finish 3 "\"outcome\":\"refused\",\"reason\":\"$1\",\"problem\":\"$2\""
}

check_parameters() {
  case $param_mode in check | freeze | kill) ;; *) refuse bad-parameter 'Mode is check, freeze or kill.' ;; esac
  case $param_if_executed_again in
    refuse | stop) ;;
    *) refuse bad-parameter 'IfExecutedAgain is refuse or stop.' ;;
  esac
  is_number "$param_pid" || refuse bad-parameter 'Pid is not a number.'
  [ ${#param_pid} -le 7 ] || refuse bad-parameter 'Pid is too large.'
  case $param_event_time in
    *.*.* | *. | .*) refuse bad-parameter 'EventTime is not a time.' ;;
    *[!0-9.]* | '') refuse bad-parameter 'EventTime is not a time.' ;;
  esac
  [ ${#param_event_time} -le 21 ] || refuse bad-parameter 'EventTime is too long.'
  case $param_executable_hex in *[!0-9a-f]*) refuse bad-parameter 'ExecutableHex is not hexadecimal.' ;; esac
  case $param_device in
    '' | *:*:*) [ -z "$param_device" ] || refuse bad-parameter 'Device is not two numbers.' ;;
    *[!0-9a-f:]* | :* | *:) refuse bad-parameter 'Device is not two numbers.' ;;
    *:*) ;;
    *) refuse bad-parameter 'Device is not two numbers.' ;;
  esac
  [ -z "$param_inode" ] || is_number "$param_inode" || refuse bad-parameter 'Inode is not a number.'
  [ -z "$param_start_ticks" ] || is_number "$param_start_ticks" || refuse bad-parameter 'StartTicks is not a number.'
  [ "$(id -u)" = 0 ] || refuse not-root 'The script has to run as root.'
}
