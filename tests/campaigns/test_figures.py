from tests.campaigns.figures import Figure, table


def test_the_table_is_ordered_by_row_and_shows_what_was_missed() -> None:
    figures = [
        Figure(33, "2", "all", "1 of 2", held=False),
        Figure(1, "5 kills", "0 lost", "0 lost", held=True),
    ]
    _, _, first, second = table(figures).splitlines()
    assert first == "| 1 | SIGKILL while articles are written | 5 kills | 0 lost | 0 lost | yes |"
    assert second.endswith("| 1 of 2 | **no** |")
