"""The look of answers in the chat, and what pages and chat ask for in one piece."""

import re
import shutil

import pytest

from trendsqa.errors import SettingsError
from trendsqa.ui.frame.site_assets import ANSWERS_IN_CHAT, load_all_assets, outdoing


def test_each_selector_gets_more_specific_and_matches_the_same():
    css = "/* a, b { */\n.turn,\n.quotes :is(a, b)::after { color: red; }\n@media print {\n  .x > * { top: 0; }\n}"
    assert outdoing(css) == (
        "\n.turn:not(#none),\n.quotes :is(a, b):not(#none)::after { color: red; }\n"
        "@media print {\n  .x > *:not(#none) { top: 0; }\n}"
    )


def test_the_chat_has_its_own_copy_of_the_look_of_answers(ui_folder):
    assets = load_all_assets(ui_folder)
    assert b".turn:not(#none)" in assets[ANSWERS_IN_CHAT].content
    assert assets[ANSWERS_IN_CHAT].digest != assets["answer.css"].digest


def test_a_bundle_holds_its_files_in_order_and_has_a_digest_of_its_own(ui_folder, tmp_path):
    assets = load_all_assets(ui_folder)
    site = assets["site.css"].content
    parts = [assets[name].content for name in ("frame.css", "answer.css", "pages.css")]
    assert [site.index(part) for part in parts] == sorted(site.index(part) for part in parts)
    shutil.copytree(ui_folder, tmp_path / "ui")
    (tmp_path / "ui" / "pages" / "pages.css").write_text("p { color: red; }")
    assert load_all_assets(tmp_path / "ui")["site.css"].digest != assets["site.css"].digest


def test_every_style_and_script_is_asked_for_by_a_template_or_stands_in_a_bundle_that_is(ui_folder):
    markup = "".join(path.read_text("utf-8") for path in (ui_folder / "pages").glob("*.html"))
    assets = load_all_assets(ui_folder)
    asked = [assets[name] for name in re.findall(r"asset_path\('([^']+)'\)", markup)]
    parts = [
        assets[path.name] for path in ui_folder.glob("*/*") if path.suffix in {".css", ".js"} and path.name in assets
    ]
    assert len(parts) > 15
    assert [part.name for part in parts if not any(part.content in whole.content for whole in asked)] == []


def test_a_file_that_a_bundle_lacks_is_named(ui_folder, tmp_path):
    shutil.copytree(ui_folder, tmp_path / "ui")
    (tmp_path / "ui" / "pages" / "copying.js").unlink()
    with pytest.raises(SettingsError, match=r"lacks copying\.js"):
        load_all_assets(tmp_path / "ui")
