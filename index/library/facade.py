"""`Library`: one facade over articles, index and answers, and `open_library`, which composes it."""

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.answering.answerer import withheld
from index.answering.asked.conversation import Turn
from index.answering.asked.question import understood
from index.answering.asked.timing import Today, today_in_jakarta
from index.answering.evidence import citing
from index.answering.evidence.citing import CitationState
from index.embedding.loading import load_embedder
from index.errors import GenerationError, NotFoundError, SettingsError, StoreError, TanyaError
from index.library.narrowing import narrowed
from index.library.service import Service
from index.library.serving import InService, Serving, embedding_model
from index.library.storing import Storing
from index.search.publisher import Publisher
from index.settings import Settings
from index.store.records import Counts
from index.store.store import Store, open_store
from index.types import (
    AddResult,
    Answer,
    Article,
    ArticleDraft,
    ArticleSummary,
    Citation,
    Hit,
    ImportResult,
    Progress,
)

if TYPE_CHECKING:
    from index.answering.writer.writer import Told, Writer
    from index.ingest.importing import ImportLine
    from index.library.reindexing import ReindexPlan, ReindexResult, Score
    from index.store.health import Finding

logger = logging.getLogger(__name__)


def open_library(settings: Settings, *, today: Today = today_in_jakarta) -> "Library":
    """Open the library of these settings, and make it where there is none.

    Args:
        settings: Where it lives and which models it uses.
        today: The clock that "kemarin" and "last week" count from.

    Raises:
        SettingsError: `TANYA_HOME` cannot be made or written.
        StoreError: The database cannot be opened.
    """
    try:
        settings.tanya_home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"TANYA_HOME must be a directory that can be written, but {settings.tanya_home}: {error.strerror}; "
            "if another user made it, give it to the user that runs Tanya (`chown -R USER DIRECTORY`)."
        ) from None
    return Library(settings, open_store(settings.store_url), today=today)


class Library:
    """Articles in, cited answers out. Thread-safe; several processes may share one home.

    Models and index are opened by the first method that needs them, so that listing articles costs nothing.
    """

    def __init__(self, settings: Settings, store: Store, *, today: Today = today_in_jakarta) -> None:
        self._settings = settings
        self._store = store
        self._service = Service(settings, store, today)
        self._storing = Storing(store, self._service)
        self._publisher = Publisher(settings.store_url, settings.generations)
        self._writer = _writer(settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the database and the language model; the library is not used again."""
        self._store.close()
        if self._writer is not None:
            self._writer.close()

    # Questions

    @property
    def threshold(self) -> float:
        """The least confidence of an answer that is not withheld, 0..1."""
        wanted = self._settings.min_confidence
        return self._service.confidence().threshold if wanted is None else wanted

    def ask(
        self, question: str, *, top_k: int = 20, turns: Sequence[Turn] = (), told: "Told | None" = None
    ) -> Answer:
        """Answer from the articles with citations, or abstain.

        Where a language model is set (`LLM_BASE_URL`), it words the answer: then `answer` holds sentences with
        "[1]" for the first citation, and so on, each supported by what it cites.

        Args:
            question: Indonesian or English.
            top_k: How many hits to list.
            turns: The chat's earlier turns, oldest first; a follow-up question leans on the last.
            told: Hears the text of a worded answer grow, in this thread.

        Raises:
            InputError: The question is empty or too long.
        """
        answer = self.quoted(question, top_k=top_k, turns=turns)
        if answer.abstained or self._writer is None:
            return answer
        return self._writer.written(answer, understood(question, turns), told)

    def quoted(self, question: str, *, top_k: int = 20, turns: Sequence[Turn] = ()) -> Answer:
        """Answer as `ask` does, but always at once and in the articles' own words."""
        answer = self.best_answer(question, top_k=top_k, turns=turns)
        return answer if answer.confidence >= self.threshold else withheld(answer)

    def best_answer(self, question: str, *, top_k: int = 20, turns: Sequence[Turn] = ()) -> Answer:
        """The best answer there is, however small its confidence; of one outlet or writer where it names one."""
        self._service.begin_reader()
        asked = narrowed(question, self._store)
        answer = self._service.use(
            lambda serving: (
                self._service.answerer()
                .over(asked.among(serving.engine))
                .best_answer(asked.question, top_k=top_k, turns=turns)
            )
        )
        return replace(answer, question=asked.typed)

    def search(self, question: str, *, top_k: int = 20) -> list[Hit]:
        """The passages that a question finds, best first."""
        asked = narrowed(question, self._store)
        query = understood(asked.question).query
        return self._service.use(lambda serving: asked.among(serving.engine).search(query, top_k=top_k))

    def state(self, citation: Citation) -> CitationState:
        """Whether a citation still stands: its article may have been edited or removed since."""
        try:
            return citing.state(citation, self._store.article(citation.article_id))
        except NotFoundError:
            return "removed"

    @property
    def in_service(self) -> InService:
        """The model and the generation that answer here now."""
        serving = self._service.current()
        generation = serving.engine.generation
        number = generation.number if generation else 0
        return InService(serving.embedder.name, serving.embedder.fingerprint, number)

    # Articles

    def add(self, draft: ArticleDraft) -> AddResult:
        """Store one article, split and embedded, in one transaction; it can be asked about at once.

        When many have come since the last generation, another is built beside this, without waiting for it.

        Raises:
            BusyError: Another process held the database for too long.
        """
        result = self._storing.add(draft)
        self._publish_when_due()
        return result

    def edit(self, article_id: int, draft: ArticleDraft) -> None:
        """Replace an article's text and facts; its passages get new ids.

        Raises:
            NotFoundError: No article has that id.
            InputError: Another article has that text already.
        """
        from index.library.preparing import prepare

        self._service.use(
            lambda serving: self._store.edit(
                article_id, prepare([draft], serving.embedder)[0], embedding_model(serving.embedder)
            )
        )
        self._publish_when_due()

    def bring_back(self, article_id: int, draft: ArticleDraft) -> None:
        """Store a removed article again under the number that it had; again changes nothing.

        Raises:
            NotFoundError: No article ever had that id.
            InputError: Another article has that text by now.
        """
        from index.library.preparing import prepare

        self._service.use(
            lambda serving: self._store.bring_back(
                article_id, prepare([draft], serving.embedder)[0], embedding_model(serving.embedder)
            )
        )

    def remove(self, article_id: int) -> Article:
        """Remove an article and return it as it was; no answer shows it again from that moment on.

        Raises:
            NotFoundError: No article has that id.
        """
        return self._store.remove(article_id)

    def article(self, article_id: int) -> Article:
        """The article of that id.

        Raises:
            NotFoundError: No article has that id.
        """
        return self._store.article(article_id)

    def articles(self, *, query: str = "", limit: int | None = None, offset: int = 0) -> list[ArticleSummary]:
        """The articles whose title holds `query`, or whose writer or outlet it names, newest id first."""
        return self._store.articles(query=query, limit=limit, offset=offset)

    def counts(self) -> Counts:
        """How many articles and passages are stored."""
        return self._store.counts()

    def import_file(self, file: Path, *, progress: Progress | None = None) -> ImportResult:
        """Store every article of a .jsonl or .jsonl.gz file; what is there already is left as it is.

        Batches are committed as they come: after a kill, the same call goes on where it was.

        Raises:
            InputError: The file cannot be read; a single bad line is refused in the result instead.
        """
        from index.ingest.importing import count_lines, read_import

        total = count_lines(file) if progress else 0
        return self.import_lines(read_import(file), progress=progress, total=total)

    def import_lines(
        self, lines: "Iterable[ImportLine]", *, progress: Progress | None = None, total: int = 0
    ) -> ImportResult:
        """Store every article of the lines, as `import_file` does; `total` is how many there are, 0 if unknown."""
        created = unchanged = passages = done = 0
        refused: list[tuple[int, str]] = []
        undated: list[tuple[int, str]] = []
        try:
            for batch, results in self._storing.add_lines(lines):
                done += len(batch)
                refused += [(line.number, line.refused) for line in batch if line.draft is None]
                undated += [(line.number, line.undated) for line in batch if line.undated]
                for result in results:
                    created += result.created
                    unchanged += not result.created
                    passages += result.passages if result.created else 0
                if progress:
                    progress(done, max(total, done) if total else 0)
        except TanyaError as error:
            raise _cut_off(error, created) from error
        self._service.use(lambda serving: self._publish(serving) if serving.engine.publish_due else None)
        if created:
            self._checkpoint()
        return ImportResult(created, unchanged, passages, tuple(refused), tuple(undated))

    # Care

    def reindex(
        self, *, model: str | None = None, progress: Progress | None = None, gate: "Score | None" = None
    ) -> "ReindexResult":
        """Split and embed every article again, beside what is in service, then put it in service in one moment.

        A call that was cut off is taken up where it was. Running processes notice the swap by themselves.

        Args:
            model: The embedding model to move to; None means the settings'.
            progress: Told how many articles of all are done.
            gate: A score of searches; an index that scores less than the one in service does not replace it.

        Raises:
            ModelError: The model cannot be loaded; what is in service stays.
            InputError: The gate refuses; what is in service stays.
        """
        from index.library import reindexing

        embedder = load_embedder(self._settings.embedding_model if model is None else model)
        required = gate and reindexing.Gate(gate, gate(self.search))
        generation = reindexing.reindex(self._store, embedder, self._settings.generations, progress, required)
        counts = self._store.counts()
        return reindexing.ReindexResult(counts.articles, counts.passages, embedder.name, generation.number)

    def reindex_plan(self, *, model: str | None = None) -> "ReindexPlan":
        """What `reindex` would change; nothing is written."""
        from index.library import reindexing

        wanted = self._settings.embedding_model if model is None else model
        return reindexing.plan(self._store, load_embedder(wanted))

    def doctor(self) -> "list[Finding]":
        """How the database and the index are: SQL, vectors, FAISS, lexical index, checksums, versions."""
        from index.library import care

        return care.examine(self._store, self._settings.generations, self._settings.embedding_model)

    def repair(self) -> list[str]:
        """Mend what `doctor` finds: orphans go, what was damaged is embedded again, the index is built anew.

        Returns:
            One sentence for each thing done; empty when nothing was wrong.
        """
        from index.library import care

        return care.mend(self._store, self._settings.generations, self._service.current)

    def back_up(self, file: Path) -> Counts:
        """Write everything to one file, consistently, while others go on.

        Raises:
            InputError: The file cannot be written.
        """
        from index.store import backup

        return backup.back_up(self._store, file)

    def restore(self, file: Path) -> Counts:
        """Replace everything by a backup, in one transaction, and build its index.

        Raises:
            InputError: The file is not a backup, or is damaged; nothing was changed.
        """
        from index.store import backup

        counts = backup.restore(self._store, file)
        self._service.forget()
        self._service.use(self._publish)
        return counts

    # Inside

    def _publish_when_due(self) -> None:
        """Have a long tail published; who adds an article does not wait for it."""
        if self._service.use(lambda serving: serving.engine.publish_due):
            self._publisher.start(embedding_model(self._service.current().embedder))

    def _checkpoint(self) -> None:
        """Leave little in the write-ahead log, whose damage would lose it; another writer may do it later."""
        with suppress(StoreError):
            self._store.database.checkpoint()

    def _publish(self, serving: Serving) -> None:
        try:
            serving.engine.publish()
        except GenerationError as error:
            logger.warning("%s What is not in it is searched in memory.", error)


def _cut_off(error: TanyaError, created: int) -> TanyaError:
    """What stopped an import, and what of it is stored."""
    if not created:
        return error
    return type(error)(
        f"{error} The {created} articles before that are stored; the same import goes on there."
    )


def _writer(settings: Settings) -> "Writer | None":
    """The writer, where a language model is set."""
    if not (settings.llm_base_url and settings.llm_model):
        return None
    from index.answering.writer.writer import open_writer

    return open_writer(settings.llm_base_url, settings.llm_model, settings.llm_api_key)
