"""Tells libraries before they load that they may not report home. Loads none of them, and changes nothing else.

Some libraries report their use unless a variable says no, which they read when they are imported, and here nothing may
leave the machine. ``trendsqa/__init__.py`` calls this, so that every way into the package comes later: the command
line, a server, a test, and another program that imports one module. Processes that they start inherit it. That is a
side effect of an import, and the only one: it can make a process say less, never more. docs/operations.md lists what
each library could send.

``HF_HUB_OFFLINE`` and ``TRANSFORMERS_OFFLINE`` are not here. They forbid what a program may ask for on purpose, such as
a model of a hub, so only the command line and what loads the reference encoder set them, each for its own purpose.
"""

import os

__all__ = ["OPT_OUTS", "opt_out"]

OPT_OUTS = {
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",
}
"""What Gradio, huggingface_hub and ONNX Runtime read, and what others may (https://donottrack.sh)."""


def opt_out() -> None:
    """Set every variable of ``OPT_OUTS`` for this process and those that it starts, over what the caller had set."""
    os.environ.update(OPT_OUTS)
