"""The process that draws: whatever a file makes of it, the server goes on."""

import subprocess
import sys
import time
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from documents.drawn_pages import HARBOUR, two_columns
from documents.pdf_building import Parts, Words, build_pdf
from documents.pdf_drawing import build_drawn, shown
from trendsqa.errors import WorkStoppedError
from trendsqa.pictures.drawing import draw_page
from trendsqa.pictures.picture_drawing import ProcessDrawing
from trendsqa.pictures.wanted_picture import WantedPicture

WANTED = WantedPicture("0" * 64, 1, HARBOUR, ((0, 9),), whole_page=True)
FILE = two_columns()


def endless() -> bytes:
    """A page of 30 forms, each of which draws the next one twice: a thousand million rectangles."""
    count = 30
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    forms = {f"F{n}": (f"{form} /Resources << /XObject << /F {{F{n + 1}}} >> >>", b"/F Do /F Do") for n in range(count)}
    forms[f"F{count}"] = (form, b"0 0 9 9 re f")
    parts = Parts(forms, resources="/XObject << /F {F0} >>", drawn={1: b"/F Do"})
    return build_pdf([[Words(HARBOUR)]], parts=parts)


def test_a_process_draws_the_same_picture_as_this_one_would():
    assert ProcessDrawing().draw(FILE, WANTED) == draw_page(FILE, WANTED)


def test_a_file_that_would_be_drawn_for_ever_is_stopped():
    began = time.monotonic()
    with pytest.raises(WorkStoppedError):
        ProcessDrawing(most_s=1.5).draw(endless(), WANTED)
    assert 1.5 <= time.monotonic() - began < 20


def test_a_process_that_floods_the_server_is_ended_at_once():
    """It is not listened to until its time is over."""
    began = time.monotonic()
    with pytest.raises(WorkStoppedError):
        ProcessDrawing(most_s=120, module="fakes.drawing_processes.flooding").draw(FILE, WANTED)
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("kind", ["crashing", "hanging", "lying"])
def test_a_process_that_fails_in_any_way_is_ended_and_gives_no_picture(kind):
    began = time.monotonic()
    with pytest.raises(WorkStoppedError):
        ProcessDrawing(most_s=1.0, module=f"fakes.drawing_processes.{kind}").draw(FILE * 2000, WANTED)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and nothing more", FILE[:900]])
def test_a_damaged_file_gives_no_picture(data):
    with pytest.raises(WorkStoppedError, match="gave none"):
        ProcessDrawing().draw(data, WANTED)


def test_a_process_that_takes_too_much_memory_ends_itself():
    hoarding = (
        "from trendsqa.pictures import drawing_process as process\n"
        "process._MOST_MEMORY = 1 << 28\n"
        "process._bound_this_process()\n"
        "import time\n"
        "kept = [bytearray(b'1' * (1 << 26)) for _ in range(8)]\n"
        "time.sleep(30)\n"
    )
    done = subprocess.run([sys.executable, "-c", hoarding], check=False, timeout=60)
    assert done.returncode == 3


def test_the_process_knows_none_of_the_servers_secrets(monkeypatch):
    monkeypatch.setenv("TRENDSQA_SECRET", "word")
    picture = ProcessDrawing(module="fakes.drawing_processes.telling").draw(FILE, WANTED)
    assert picture.width == 0


def test_no_interpreter_is_no_picture(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(WorkStoppedError, match="No process can be started"):
        ProcessDrawing().draw(FILE, WANTED)


def test_a_page_of_a_file_that_needs_no_password_is_drawn():
    """It opens with an empty password, as it does for a reader."""
    writer = PdfWriter(PdfReader(BytesIO(build_drawn([shown("The ferry leaves the harbour.", 60, 700)]))))
    writer.encrypt("", "owner", algorithm="AES-256")
    locked = BytesIO()
    writer.write(locked)
    assert ProcessDrawing().draw(locked.getvalue(), WANTED).marked
