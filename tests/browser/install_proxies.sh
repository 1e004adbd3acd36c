#!/bin/sh
# Makes sure that nginx and Caddy are there for the tests behind a proxy. Says what to do where it cannot install them.
set -eu
PATH="$PATH:/usr/sbin"
missing=""
command -v nginx >/dev/null 2>&1 || missing="nginx-light"
command -v caddy >/dev/null 2>&1 || missing="$missing caddy"
if [ -z "$missing" ]; then exit 0; fi
if command -v apt-get >/dev/null 2>&1; then
    run=""
    [ "$(id -u)" = 0 ] || run="sudo"
    # Only the programs are wanted: a Debian package would start its service, which takes the ports 80 and 2019.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | $run tee "$policy" >/dev/null
        $run chmod +x "$policy"
        trap '$run rm -f "$policy"' EXIT
    fi
    $run apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi
echo "Missing: $missing. Install nginx and Caddy; the tests behind a proxy skip without them." >&2
