# What the package database says of a file. It is the host's own: whoever became root can have changed it with the file.
# shellcheck shell=sh

# A path and the other name that a merged /usr gives it: packages list either.
names_of() {
  case $1 in
    /usr/lib* | /usr/bin/* | /usr/sbin/*) printf '%s\n%s\n' "$1" "${1#/usr}" ;;
    *) printf '%s\n%s\n' "$1" "/usr$1" ;;
  esac
}

database() {
  if [ -d /var/lib/dpkg/info ] && command -v dpkg-query >/dev/null; then
    echo dpkg
  elif command -v rpm >/dev/null; then
    echo rpm
  elif [ -f /lib/apk/db/installed ]; then
    echo apk
  fi
}

# Package, digest and the path it is listed under, of a path without unusual characters; nothing where no package has it. dpkg
# takes its argument for a pattern, which such a path is not.
listed_as() {
  case $(database) in
    dpkg)
      package=$(timeout -s KILL 20 dpkg-query -S "$1" 2>/dev/null | grep -v '^diversion ' | head -n 1)
      [ -n "$package" ] || return 0
      package=${package%%: *}
      package=${package%%,*}
      for sums in "/var/lib/dpkg/info/$package.md5sums" "/var/lib/dpkg/info/${package%%:*}.md5sums"; do
        [ -f "$sums" ] && break
      done
      digest=$(awk -v name="${1#/}" '$2 == name { print $1; exit }' "$sums" 2>/dev/null)
      echo "$package ${digest:--} $1"
      ;;
    rpm)
      timeout -s KILL 30 rpm -qf --qf '[%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH} %{FILEDIGESTS} %{FILENAMES}\n]' "$1" 2>/dev/null |
        awk -v name="$1" '$3 == name { print; exit }'
      ;;
    apk)
      awk -v name="${1#/}" '
        /^P:/ { package = substr($0, 3) }
        /^V:/ { package = package "-" substr($0, 3) }
        /^F:/ { directory = substr($0, 3); file = "" }
        /^R:/ { file = directory "/" substr($0, 3); if (file == name) found = package }
        /^Z:/ && file == name { print package, substr($0, 3), "/" name; found = ""; exit }
        END { if (found != "") print found, "-", "/" name }' /lib/apk/db/installed
      ;;
  esac
}

listing_of() {
  for name in $(names_of "$1"); do
    listing=$(listed_as "$name")
    [ -z "$listing" ] || {
      echo "$listing"
      return 0
    }
  done
}

# The package alone, of letters that packages are called by.
owner_of() {
  set -- "$(listing_of "$1")"
  printf '%s' "${1%% *}" | tr -cd 'A-Za-z0-9.+:~^_-' | head -c 200
}

# same, differs or unlisted: a file ($1) beside the digest ($2) that the database has. apk's is Q1 and SHA-1 in base64.
compare() {
  case ${#2}:$2 in
    32:*) sum=$(md5sum <"$1") ;;
    40:*) sum=$(sha1sum <"$1") ;;
    64:*) sum=$(sha256sum <"$1") ;;
    *:Q1*)
      sum=$(sha1sum <"$1")
      set -- "$1" "$(printf '%s' "${2#Q1}" | base64 -d 2>/dev/null | as_hex)"
      ;;
    *) sum='' ;;
  esac
  sum=${sum%% *}
  if [ -z "$sum" ] || [ "$2" = - ]; then
    echo unlisted
  elif [ "$sum" = "$2" ]; then
    echo same
  else
    echo differs
  fi
}
