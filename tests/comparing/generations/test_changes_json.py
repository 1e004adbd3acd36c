"""What changed between two real generations, as JSON."""

import json

from fakes.building import build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.comparing.generations.changes_json import changes_to_dict
from trendsqa.comparing.generations.generation_changes import compare_generations


def test_both_generations_and_every_kind_of_change_are_written(tmp_path):
    texts = ("The ferry leaves at six.", "The ferry leaves at noon.")
    documents = [held(("h", "Ferries"), ("p", text)) for text in texts]
    (layout, old), (_, new) = (build(tmp_path, item, encoder=KeywordEncoder("ferry")) for item in documents)
    found = compare_generations(layout.generation(old.name), layout.generation(new.name))
    written = json.loads(json.dumps(changes_to_dict(found, None)))
    sizes = [sum(file.size for file in one.files) for one in (old, new)]
    assert [(written[side]["generation"], written[side]["bytes"]) for side in ("before", "after")] == [
        (old.name, sizes[0]),
        (new.name, sizes[1]),
    ]
    assert [section["difference"]["shown"][0]["added"] for section in written["sections"]] == ["noon."]
    assert [source["source_id"] for source in written["sources"]] == ["doc"]
    assert (written["same_content"], written["questions"], written["answers"]) == (False, [], None)
