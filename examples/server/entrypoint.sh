#!/bin/sh
# Makes the memory at the first start, then serves it. A key is needed, for a container is reached from outside: MEMU_SERVER_KEY, or memu key add.
set -eu
root=/data/memory
case "${1:-serve}" in
  serve)
    [ -d "$root/.memu" ] || memu init "$root"
    exec memu serve --root "$root" --host 0.0.0.0 --port 8420
    ;;
  health)
    # ready when the index answers; bash is not there, and curl is not needed
    exec memu status --root "$root" --json >/dev/null
    ;;
  *)
    exec memu "$@"
    ;;
esac
