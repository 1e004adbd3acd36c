"""The chat's functions are read off the page that Gradio serves."""

from trendsqa.ui.chat_gate.functions import ValueKind, functions_of


def test_each_function_is_known_with_what_it_takes(gradio):
    functions = functions_of(gradio.app.routes[-1].app.get_blocks())
    assert [function.inputs for function in functions.values()] == [
        (ValueKind.TEXT, ValueKind.HELD, ValueKind.TEXT, ValueKind.FLAG, ValueKind.FLAG),
        (ValueKind.HELD,),
        *[(ValueKind.TEXT, ValueKind.HELD, ValueKind.TEXT)] * 6,
        (),
        (ValueKind.HELD,),
    ]
    assert all(function.triggers for function in functions.values())
