"""The shipped relation model: what it says of clear sentences, and that it says the same on every run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.errors import RelationError
from dragoman.relations import RelationModel
from dragoman.relations.model import SHIPPED

CLEAR = [
    ("<s>The French foreign minister</s> telephoned <t>his Turkish counterpart</t> on Monday.", "CONSULT", "phone"),
    ("<s>Peruvian police</s> arrested <t>two former ministers</t> in Lima.", "COERCE", "arrest"),
    ("<t>Two former ministers</t> were arrested by <s>Peruvian police</s> in Lima.", "COERCE", "arrest"),
    ("<s>Rebels</s> opened fire on <t>an army patrol</t> near the river.", "ASSAULT", "firearms"),
    ("<s>The Danish government</s> condemned <t>the coup in Niger</t>.", "ACCUSE", "disapprove"),
    ("<s>Kuwait</s> donated forty ambulances to <t>Lebanon</t>.", "AID", None),
    ("<s>Bolivia</s> and <t>Chile</t> held joint naval exercises last week.", "COOPERATE", None),
    ("<s>The junta</s> freed <t>eleven opposition activists</t> on Friday.", "RETREAT", "release"),
    ("<s>Thousands of nurses</s> went on strike against <t>the health ministry</t>.", "PROTEST", "strike"),
    ("<s>Moscow</s> rejected <t>Kyiv's offer</t> of talks.", "REJECT", "meet"),
]  # fmt: skip


@pytest.fixture(scope="module")
def model() -> RelationModel:
    return RelationModel.load()


def test_clear_sentences_get_their_category_and_mode(model: RelationModel) -> None:
    said = model.judge([sentence for sentence, _, _ in CLEAR])
    assert [j.code for j in said] == [code for _, code, _ in CLEAR]
    right = sum(j.mode == mode for j, (_, _, mode) in zip(said, CLEAR, strict=True))
    assert right >= len(CLEAR) - 1


def test_actors_with_nothing_between_them_are_none(model: RelationModel) -> None:
    (said,) = model.judge(
        ["<s>Norway</s> signed a treaty with Iceland while rain delayed the harvest in <t>Moldova</t>."]
    )
    assert said.code == "NONE"
    assert said.mode is None


def test_modality_is_told(model: RelationModel) -> None:
    sentences = [
        "<s>The Iraqi army</s> shelled <t>the village</t> on Sunday.",
        "<s>Kenya's president</s> will visit <t>Uganda</t> next week.",
        "<s>Germany</s> might send tanks to <t>Ukraine</t>.",
        "<s>The Iraqi army</s> did not shell <t>the village</t>, a spokesman said.",
    ]
    assert [said.modality for said in model.judge(sentences)] == ["happened", "will", "may", "did_not"]


def test_probabilities_cover_all_categories_and_add_up(model: RelationModel) -> None:
    (said,) = model.judge([CLEAR[0][0]])
    assert len(said.probabilities) == 17
    assert sum(said.probabilities.values()) == pytest.approx(1.0)
    assert max(said.probabilities, key=said.probabilities.__getitem__) == said.code


def test_a_judgement_does_not_depend_on_its_neighbours(model: RelationModel) -> None:
    sentences = [sentence for sentence, _, _ in CLEAR]
    together = model.judge(sentences)
    assert model.judge(sentences[::-1], batch=3) == together[::-1]
    assert [model.judge([sentence])[0] for sentence in sentences] == together


def test_a_target_may_be_missing(model: RelationModel) -> None:
    said = model.judge(["<s>The prime minister of Peru</s> has resigned.", "No tags at all.", ""])
    assert said[0].code == "RETREAT"
    assert len(said) == 3


def test_markers_that_the_text_brings_along_are_words(model: RelationModel) -> None:
    plain, odd = model.judge(
        [f"<s>Kuwait</s> donated forty {word} to <t>Lebanon</t>." for word in ("(S) tents", "[S] tents")]
    )
    assert odd == plain


def test_a_long_sentence_is_read_around_its_actors(model: RelationModel) -> None:
    before = "after a spring in which it had rained on every second day, " * 60
    (said,) = model.judge([f"{before} {CLEAR[1][0]}"])
    assert said.code == "COERCE"


def test_nothing_to_judge(model: RelationModel) -> None:
    assert model.judge([]) == []


def test_a_folder_without_a_model_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(RelationError, match="not a relation model"):
        RelationModel.load(tmp_path)
    (tmp_path / "labels.json").write_bytes((SHIPPED / "labels.json").read_bytes())
    (tmp_path / "tokenizer.json").write_bytes((SHIPPED / "tokenizer.json").read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(RelationError, match="not a relation model"):
        RelationModel.load(tmp_path)


def test_the_model_is_under_30_megabytes() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 30e6


def test_the_runtime_does_without_torch() -> None:
    code = "import sys; from dragoman.relations import RelationModel; RelationModel.load(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
