"""Opts out of the telemetry of libraries before they are imported. Imports none of them, and changes nothing else.

Some libraries report their use unless an environment variable forbids it, which they read on import, and here nothing
may leave the machine. ``trendsqa/__init__.py`` calls this, so that it comes before every use of the package: the
command line, a server, a test, and another program that imports one module. Child processes inherit the variables. This
is a side effect of an import, and the only one: it can make a process send less, never more. docs/operations.md lists
what each library could send.

``HF_HUB_OFFLINE`` and ``TRANSFORMERS_OFFLINE`` are not here. They forbid requests that a program may make on purpose,
such as for a model of a hub, so only the command line and the loader of the reference encoder set them, each for its
own purpose.
"""

import os

__all__ = ["OPT_OUTS", "opt_out"]

OPT_OUTS = {
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",
}
"""Variables read by Gradio, huggingface_hub and ONNX Runtime, and perhaps by others (https://donottrack.sh)."""


def opt_out() -> None:
    """Set every variable of ``OPT_OUTS`` for this process and its children, overriding the caller's values."""
    os.environ.update(OPT_OUTS)
