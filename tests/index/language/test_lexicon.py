from index.language.lexicon import load_lexicon


def test_translations_come_best_first() -> None:
    found = load_lexicon().translations("flood", "en")
    assert found[0].stem == "banjir"
    assert [each.probability for each in found] == sorted((each.probability for each in found), reverse=True)


def test_an_unknown_word_has_no_translations() -> None:
    assert load_lexicon().translations("zzyzx", "en") == []


def test_names_are_not_known_as_words() -> None:
    lexicon = load_lexicon()
    assert lexicon.knows("banjir", "id")
    assert not lexicon.knows("prabowo", "id")
    assert not lexicon.knows("obama", "en")


def test_the_files_are_small() -> None:
    from index.language.lexicon import DIRECTORY

    assert sum(file.stat().st_size for file in DIRECTORY.iterdir()) < 3_000_000
