"""Where sentences end, and that each mark is the sentence in the text itself."""

import pytest

from vedette.intake.sentences import LONGEST_SENTENCE, split_sentences

TEXT = """A heading without a stop

Gen. Example spoke on Nov. 26. “It was loud,” he said.  The U.S. embassy
was silent. On 28.11.2025 nothing happened!

- Two men (of 3.5 m people) left. They came back."""


def marked(text: str) -> list[str]:
    return [text[each.mark.start : each.mark.end] for each in split_sentences(text)[0]]


def test_marks_cut_the_sentences_out_of_the_text():
    assert marked(TEXT) == [
        "Gen. Example spoke on Nov. 26.",
        "“It was loud,” he said.",
        "The U.S. embassy\nwas silent.",
        "On 28.11.2025 nothing happened!",
        "- Two men (of 3.5 m people) left.",
        "They came back.",
    ]


def test_a_sentence_is_read_on_one_line_with_plain_quote_marks():
    sentences, _ = split_sentences(TEXT)
    assert sentences[1].text == '"It was loud," he said.'
    assert sentences[2].text == "The U.S. embassy was silent."


def test_lines_are_paragraphs_where_no_line_is_blank():
    sentences, _ = split_sentences("A heading\nOne came.\nTwo went.")
    assert [each.text for each in sentences] == ["One came.", "Two went."]


def test_lines_broken_in_mid_sentence_are_one_paragraph():
    sentences, _ = split_sentences("One came and\nwent away. Two\nstayed there.\n")
    assert [each.text for each in sentences] == [
        *("One came and went away.", "Two stayed there."),
    ]


def test_a_sentence_too_long_is_passed_over_and_told():
    long = "Word " + "word " * LONGEST_SENTENCE + "end."
    sentences, too_long = split_sentences(f"One came. {long} Two went.")
    assert [each.text for each in sentences] == ["One came.", "Two went."]
    assert [mark.start for mark in too_long] == [10]


@pytest.mark.parametrize("text", ["", " \n\t\n", "...", "\n\n\n", "No stop"])
def test_a_text_without_sentences_has_none(text: str):
    assert marked(text) in ([], ["..."])
