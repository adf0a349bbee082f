# Nothing that the caller's environment holds decides what is run, or how text is read.
# shellcheck shell=sh
set -u
unalias -a
unset -v ENV BASH_ENV CDPATH GLOBIGNORE POSIXLY_CORRECT TAR_OPTIONS GZIP GREP_OPTIONS AWKPATH LESSOPEN
unset -v LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG LD_DEBUG_OUTPUT GLIBC_TUNABLES GCONV_PATH LOCPATH NLSPATH
unset -v CURL_HOME CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR SSLKEYLOGFILE PYTHONPATH PYTHONHOME PYTHONSTARTUP
unset -v http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
IFS=' 	
'
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
TZ=UTC0
HOME=/root
export PATH LC_ALL TZ HOME
umask 077
cd / || exit 1

is_number() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
}

# Hundredths of a second since 1970. busybox's date does not know %N: whole seconds then, which are never too late.
now_hundredths() {
  set -- "$(date +%s.%N)"
  case $1 in
    *.[0-9][0-9][0-9]*) hundredths_of "$1" ;;
    *) hundredths_of "${1%%.*}" ;;
  esac
}

# 12.3456 is 1234: a fraction is cut, not rounded. The 1 before it keeps 08 from being read as octal.
hundredths_of() {
  case $1 in
    *.*)
      fraction=${1#*.}00
      fraction=1${fraction%"${fraction#??}"}
      ;;
    *) fraction=100 ;;
  esac
  echo $((${1%%.*} * 100 + fraction - 100))
}

uptime_hundredths() {
  read -r uptime_text _ </proc/uptime
  hundredths_of "$uptime_text"
}

# The bytes of standard input in hexadecimal: harmless to a shell, to awk and in JSON, whatever they are.
as_hex() {
  od -An -v -tx1 | tr -d ' \n'
}
