from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from index.answering.asked.conversation import Turn
from index.answering.reading.readers import Reader, load_reader
from index.errors import ModelError, SettingsError
from index.ingest.drafting import draft
from index.library import Library, open_library
from index.settings import Settings, load_settings
from tests.index.answering.writer.chat_server import chat_server, says

SAMPLE = Path(__file__).parents[3] / "data" / "sample"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    settings = Settings(tanya_home=tmp_path_factory.mktemp("home"), min_confidence=0)
    with open_library(settings, today=lambda: date(2021, 12, 17)) as opened:
        opened.import_file(SAMPLE / "articles.jsonl")
        yield opened


@pytest.mark.parametrize("question", ["Siapa Kim Yong Ju?", "Who was Kim Yong Ju?", "siapa sih kim yong ju"])
def test_who_someone_was_is_answered_by_the_sentence_that_says_so(library: Library, question: str) -> None:
    answer = library.ask(question)
    assert answer.answer == "adik pendiri Korea Utara Kim Il Sung"
    assert answer.citations[0].external_id == "s-001"
    assert answer.citations[0].quote.startswith(
        "Kim Yong Ju, adik pendiri Korea Utara Kim Il Sung, meninggal dunia."
    )
    assert "dikutip lembaga penyiaran Korea Selatan" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "newest", "articles"),
    [
        ("Berapa orang meninggal akibat letusan Semeru?", "48 orang", ["s-004", "s-003"]),
        ("Berapa korban gempa Cianjur?", "602 orang", ["s-006", "s-005"]),
        ("Berapa korban tsunami Selat Sunda?", "437 orang", ["s-035", "s-034"]),
        ("Berapa orang yang meninggal di Kanjuruhan?", "135 orang", ["s-037", "s-036"]),
        ("Berapa orang meninggal akibat gempa Palu?", "832 orang", ["s-065", "s-064"]),
    ],
)
def test_when_articles_disagree_both_are_cited_the_newest_first(
    library: Library, question: str, newest: str, articles: list[str]
) -> None:
    answer = library.ask(question)
    assert answer.answer == newest
    assert [citation.external_id for citation in answer.citations] == articles


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("Siapa pendiri Korea Utara?", "Kim Il Sung"),
        ("Who is North Korea's founder?", "Kim Il Sung"),
        ("Siapa presiden AS?", "Joe Biden"),
        ("Who is the vice president of the United States?", "Kamala Harris"),
    ],
)
def test_an_office_is_answered_by_the_name_beside_it(library: Library, question: str, holder: str) -> None:
    assert library.ask(question).answer == holder


def test_a_death_is_that_of_the_one_who_was_asked_about(library: Library) -> None:
    answer = library.ask("Kapan Kim Jong Il meninggal?")
    assert answer.answer == "17 Desember 2011"
    assert answer.confidence > 0.75
    assert library.ask("Kapan Kim Il Sung meninggal?").answer == "1994"


def test_a_follow_up_question_is_understood(library: Library) -> None:
    answer = library.ask("Berapa usianya waktu meninggal?", turns=[Turn("Siapa Kim Yong Ju?")])
    assert answer.answer == "101 tahun"


def test_a_question_about_yesterday_reads_yesterdays_articles(library: Library) -> None:
    days = {hit.article.published_at for hit in library.ask("Apa yang terjadi di Korea Utara kemarin?").hits}
    assert days == {date(2021, 12, 16), None}


def test_a_worded_answer_cites_and_an_answer_at_once_quotes(tmp_path: Path) -> None:
    body = "Kim Yong Ju, adik pendiri Korea Utara Kim Il Sung, meninggal dunia pada usia 101 tahun."
    truth = "Kim Yong Ju adalah adik Kim Il Sung, pendiri Korea Utara [1]."
    with chat_server(says([truth, " Ia lahir di Busan [1]."])) as server:
        settings = Settings(
            tanya_home=tmp_path,
            min_confidence=0,
            llm_base_url=server.base_url,
            llm_model="small",
            llm_api_key=SecretStr("sk-secret"),
        )
        heard: list[str] = []
        with open_library(settings) as library:
            library.add(draft(body, title="Adik Pendiri Wafat"))
            worded = library.ask("Siapa Kim Yong Ju?", told=heard.append)
            quoted = library.quoted("Siapa Kim Yong Ju?")
    assert worded.answer == truth
    assert heard == [truth]
    assert [citation.quote for citation in worded.citations] == [body]
    assert quoted.answer == "adik pendiri Korea Utara Kim Il Sung"
    assert len(server.requests) == 1


def test_an_abstention_is_not_worded(tmp_path: Path) -> None:
    with chat_server(says(["Paris [1]."])) as server:
        settings = Settings(
            tanya_home=tmp_path, min_confidence=1, llm_base_url=server.base_url, llm_model="small"
        )
        with open_library(settings) as library:
            library.add(draft("Kapal Arjuna tiba di Surabaya pada hari Rabu.", title="Kapal"))
            answer = library.ask("Apa ibu kota Prancis?")
    assert (answer.abstained, answer.answer, answer.citations) == (True, None, ())
    assert server.requests == []


def test_a_reader_that_could_not_be_loaded_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_library(Settings(tanya_home=tmp_path, min_confidence=0)) as library:
        library.import_file(SAMPLE / "articles.jsonl")
        monkeypatch.setattr("index.library.service.load_reader", _missing)
        with pytest.raises(ModelError, match="no reader here"):
            library.ask("Siapa Kim Yong Ju?")
        assert library.search("Siapa Kim Yong Ju?", top_k=1)[0].article.external_id == "s-001"
        monkeypatch.setattr("index.library.service.load_reader", load_reader)
        assert library.ask("Siapa Kim Yong Ju?").answer == "adik pendiri Korea Utara Kim Il Sung"


def _missing(name: str) -> Reader:
    raise ModelError("There is no reader here.")


def test_half_a_writer_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LLM_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(SettingsError, match="LLM_BASE_URL and LLM_MODEL belong together"):
        load_settings()


def test_the_key_is_not_shown_by_a_bad_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LLM_BASE_URL", "ftp://user:geheim@host")
    monkeypatch.setenv("LLM_MODEL", "small")
    monkeypatch.setenv("LLM_API_KEY", "sk-secret")
    with pytest.raises(SettingsError, match="LLM_BASE_URL") as refused:
        load_settings()
    assert "geheim" not in str(refused.value)
    assert "sk-secret" not in str(refused.value)
