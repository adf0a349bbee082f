# The loaders of the host beside what the package database says of them.
# shellcheck shell=sh
# shellcheck disable=SC2154

# Their names: glibc's shlib-versions and NEWS for 2.34 and 2.35, musl's Makefile, uClibc's Config.in.
loader_names() {
  for directory in /lib /lib32 /lib64 /libx32 /usr/lib /usr/lib32 /usr/lib64 /usr/libx32 /lib/*-linux-* /usr/lib/*-linux-*; do
    for name in "$directory"/ld-linux*.so.[0-9]* "$directory"/ld-musl-*.so.1 "$directory"/ld64.so.[0-9] "$directory"/ld.so.[0-9] \
      "$directory"/ld-[0-9]*.so "$directory"/ld*-uClibc*.so* "$directory"/ld-lsb*.so.[0-9]; do
      [ ! -e "$name" ] || echo "$name"
    done
  done
  [ ! -e /usr/bin/ld.so ] || echo /usr/bin/ld.so
}

loader_integrity() {
  : >"$state/resolved"
  loader_names | while read -r name; do
    case $name in *[!A-Za-z0-9/._+@:~-]*)
      missing 'a loader' 'Its name has unusual characters.'
      continue
      ;;
    esac
    real=$(readlink -f "$name" 2>/dev/null)
    case $real in *[!A-Za-z0-9/._+@:~-]* | '')
      missing "$name" 'What it leads to has unusual characters, or is not there.'
      continue
      ;;
    esac
    echo "$name $real" >>"$state/resolved"
  done
  awk '!($2 in seen) { seen[$2] = 1; print $2 }' "$state/resolved" | while read -r real; do
    [ -f "$real" ] || {
      missing "$real" 'It is no file.'
      continue
    }
    facts=$(stat -c '"bytes":%s,"mode":"%a","uid":%u,"gid":%g,"modified":%Y,"changed":%Z' "$real")
    hash=$(timeout -s KILL 60 sha256sum <"$real")
    hash=${hash%% *}
    listing=$(listing_of "$real")
    package=$(printf '%s' "${listing%% *}" | tr -cd 'A-Za-z0-9.+:~^_-')
    digest=${listing#* }
    digest=$(printf '%s' "${digest%% *}" | tr -cd 'A-Za-z0-9+/=-')
    result=$(compare "$real" "${digest:--}")
    [ "$result" = same ] || keep "$real" "loader $real"
    printf '{"path":"%s","names":[%s],%s,"sha256":"%s","package":"%s","listedDigest":"%s","content":"%s"}\n' \
      "$real" "$(awk -v real="$real" '$2 == real { printf "%s\"%s\"", comma, $1; comma = "," }' "$state/resolved")" \
      "$facts" "$hash" "$package" "${digest:--}" "$result"
  done >"$pack/loaders.jsonl"
}
