"""A command whose words a test chooses: ``python -m fakes.said_command STEP …``.

A step is ``out:TEXT``, ``err:TEXT``, ``sleep:SECONDS`` or ``exit:CODE``.
"""

import sys
from time import sleep


def main() -> None:
    for step in sys.argv[1:]:
        word, _, value = step.partition(":")
        if word == "sleep":
            sleep(float(value))
        elif word == "exit":
            sys.exit(int(value))
        elif word in {"out", "err"}:
            print(value, file=sys.stdout if word == "out" else sys.stderr, flush=True)


if __name__ == "__main__":
    main()
