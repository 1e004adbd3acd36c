"""Styles, scripts and icon."""

import pytest

from trendsqa.errors import SettingsError
from trendsqa.ui.frame.asset import load_assets


def test_the_digest_changes_with_the_content(tmp_path):
    (tmp_path / "a.css").write_text("p {}")
    before = load_assets(tmp_path)["a.css"].digest
    (tmp_path / "a.css").write_text("p { }")
    assert load_assets(tmp_path)["a.css"].digest != before


def test_templates_are_not_assets(ui_folder):
    assert not any(name.endswith(".html") for name in load_assets(ui_folder / "pages"))


def test_a_missing_folder_names_the_setting(tmp_path):
    with pytest.raises(SettingsError, match="TRENDSQA_UI"):
        load_assets(tmp_path / "none")


def test_a_folder_without_styles_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="no style sheet"):
        load_assets(tmp_path)


@pytest.mark.parametrize("folder", ["pages", "chat"])
def test_no_style_or_script_names_another_origin(ui_folder, folder):
    for path in (ui_folder / folder).iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in text.replace("// ", ""), path
