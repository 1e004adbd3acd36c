"""Builds, serves, visits and asks with the real command, one after another, and says on stderr what did not work.

    python day_of_use.py SECONDS CORPUS INDEX

The server stays up for SECONDS at least. The first step that fails gives exit status 1.
"""

import re
import subprocess
import sys
import time
import urllib.request

TRENDSQA = [sys.executable, "-m", "trendsqa"]
QUESTION = "Where should we start with ferries?"
PAGES = ("/", "/chat/", "/search?q=Who+keeps+the+lighthouse", "/docs", "/openapi.json", "/metrics", "/readyz")
TIMEOUT_S = 60


def run(*arguments):
    subprocess.run([*TRENDSQA, *arguments], check=True, stdout=subprocess.DEVNULL, timeout=TIMEOUT_S)


def visit(url):
    for page in PAGES:
        urllib.request.urlopen(url + page, timeout=TIMEOUT_S).read()
    body, headers = b'{"question": "Who is keeper of the lighthouse?"}', {"Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(f"{url}/api/v1/ask", body, headers), timeout=TIMEOUT_S).read()


def main():
    at_least, corpus, index = sys.argv[1:]
    folders = ("--corpus", corpus, "--index", index)
    run("index", "build", "--full", *folders)
    until = time.monotonic() + float(at_least)
    # Without --offline, which would hide attempts of Python's own.
    with subprocess.Popen([*TRENDSQA, "serve", "--port", "0", *folders], stderr=subprocess.PIPE, text=True) as process:
        try:
            visit(next(found.group() for line in process.stderr if (found := re.search(r"http://[\d.:]+", line))))
            run("ask", QUESTION, *folders)
            time.sleep(max(0.0, until - time.monotonic()))
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
