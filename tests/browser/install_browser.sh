#!/bin/sh
# Makes sure that a Chromium is there for the browser tests. Says what to do where it cannot install one.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ -n "${TRENDSQA_CHROMIUM:-}" ]; then exit 0; fi
if command -v apt-get >/dev/null 2>&1; then
    run=""
    [ "$(id -u)" = 0 ] || run="sudo"
    $run apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
    exit 0
fi
echo "No Chromium was found. Install one and set TRENDSQA_CHROMIUM to its path; the browser tests skip without it." >&2
