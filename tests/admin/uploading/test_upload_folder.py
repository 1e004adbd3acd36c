"""The folder where files from a browser wait."""

from trendsqa.admin.uploading.upload_folder import UploadFolder


def test_a_file_waits_in_the_library_in_a_folder_of_its_own_that_others_may_not_enter(tmp_path):
    uploads = UploadFolder(tmp_path / "library")
    one, other = uploads.new("../a.md"), uploads.new("a.md")
    assert one.name == other.name == "a.md"
    assert one.path != other.path
    assert one.path.is_relative_to(tmp_path / "library")
    assert one.path.parent.stat().st_mode & 0o077 == 0
    assert one.path.parent.parent.stat().st_mode & 0o077 == 0


def test_nothing_is_left_of_what_was_dropped_or_of_what_an_earlier_server_left(tmp_path):
    uploads = UploadFolder(tmp_path / "library")
    one, other = uploads.new("a.md"), uploads.new("b.md")
    one.path.write_text("text")
    one.drop()
    assert not one.path.parent.exists()
    assert other.path.parent.exists()
    uploads.clear()
    assert [*(tmp_path / "library").iterdir()] == []
    one.drop()
