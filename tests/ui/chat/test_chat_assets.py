"""The look of answers in the chat."""

from trendsqa.ui.chat.chat_assets import ANSWERS_IN_CHAT, load_all_assets, outdoing


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
