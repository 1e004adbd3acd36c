"""The files of what was learned, and of what it is learned from: the corpus folder's own, else the shipped ones."""

from pathlib import Path
from typing import TYPE_CHECKING

from trendsqa.errors import ModelError
from trendsqa.locations import Locations
from trendsqa.settings import Settings

if TYPE_CHECKING:
    from trendsqa.index.generations.manifest import Scoring, Stopping

__all__ = ["LearnedFiles"]

_TUNED = Path("tuned")


class LearnedFiles:
    """Finds and reads what was learned for one installation."""

    def __init__(self, settings: Settings, locations: Locations) -> None:
        """``settings`` may ask for other models than those that something was learned for."""
        self._settings = settings
        self._locations = locations

    def scoring_path(self) -> Path | None:
        """The file of learned weights of signals; None if nothing was learned."""
        return self._existing("scoring.json")

    def stopping_path(self) -> Path | None:
        """The file of the learned abstention; None if nothing was learned."""
        return self._existing("stopping.json")

    def scoring(self) -> "Scoring | None":
        """Learned weights of signals, None if nothing was learned. Raises ModelError for another version's."""
        from trendsqa.index.generations.manifest import read_scoring
        from trendsqa.retrieval.ranking_model import RankingModel

        path = self.scoring_path()
        if path is None:
            return None
        scoring = read_scoring(path)
        try:
            RankingModel.read(scoring.ranking)
        except (KeyError, TypeError, ValueError) as error:
            raise _of_another_version(path, "weigh", error) from error
        return scoring

    def stopping(self) -> "Stopping | None":
        """Learned parameters of when to stop, None if nothing was learned. Raises ModelError for another version's."""
        from trendsqa.answering.confidence import ConfidenceModel
        from trendsqa.index.generations.manifest import read_stopping
        from trendsqa.questions.input_kind.classifier import InputClassifier

        path = self.stopping_path()
        if path is None:
            return None
        stopping = read_stopping(path)
        try:
            ConfidenceModel.read(stopping.confidence)
            InputClassifier.read(stopping.inputs)
        except (KeyError, TypeError, ValueError) as error:
            raise _of_another_version(path, "stop", error) from error
        return stopping

    def adapter_path(self) -> Path | None:
        """The file of changes to the model's weights that the settings ask for; None if there is none."""
        wanted = self._settings.encoder.adapter
        if wanted == "none":
            return None
        return Path(wanted).expanduser() if wanted else self._for_packaged_model("encoder.safetensors")

    def judge_path(self) -> Path | None:
        """The file of the shipped judge's weights; None if the settings ask for another one or the model is another."""
        return None if self._settings.retrieval.judge else self._for_packaged_model("judge.safetensors")

    def pairs_folder(self) -> Path:
        """The folder of pairs of questions; it need not exist."""
        own = self._locations.listing / "pairs"
        return own if own.is_dir() else self._locations.shipped_corpus / "pairs"

    def inputs_path(self) -> Path:
        """The file of inputs of every kind; it need not exist."""
        return self.own_or_shipped(Path("inputs.jsonl"))

    def own_or_shipped(self, file: Path) -> Path:
        """A file of the corpus folder, else the one that the project ships, which need not exist."""
        own = self._locations.listing / file
        return own if own.is_file() else self._locations.shipped_corpus / file

    def _existing(self, name: str) -> Path | None:
        path = self.own_or_shipped(_TUNED / name)
        return path if path.is_file() else None

    def _for_packaged_model(self, name: str) -> Path | None:
        from trendsqa.embedding.models import PACKAGED_MODEL

        return self._existing(name) if self._settings.encoder.model == PACKAGED_MODEL else None


def _of_another_version(path: Path, command: str, error: Exception) -> ModelError:
    return ModelError(
        f"{path} was learned by another version of trendsqa, whose signals or evidences differ ({error}). "
        f"Delete it to go without, or learn again: trendsqa models {command}"
    )
