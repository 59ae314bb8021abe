"""Where sentences end, well enough to hold quotes to one of them."""

import re

# A stop, closing marks, space, opening marks, and the letter that comes next; in
# Chinese and Japanese the stop alone says it.
END = re.compile(
    r"(?P<word>[^\W\d_]+)?(?P<stop>[.!?…]+)[\"'“”’»)\]]*\s+[\"'„“‘«(\[]*(?P<next>[^\W\d_])"
    r"|[。！？]+(?=\s*\w)"
)
SHORT = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "prof", "gen", "col", "maj", "capt", "lt", "sgt"),
        *("st", "no", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep"),
        *("sept", "oct", "nov", "dec", "г", "гг", "ул", "им"),
    )
)


def count_sentences(text: str) -> int:
    """Count the sentences of a text.

    A stop ends one only where a capital letter follows, and not after an initial or a
    common short form.

    >>> count_sentences("He said on Nov. 26 that U.S. officials knew. They did not.")
    2
    """
    if not text.strip():
        return 0
    return 1 + sum(_is_end(found) for found in END.finditer(text))


def _is_end(found: re.Match[str]) -> bool:
    if found["next"] is None:
        return True
    if not found["next"].isupper():
        return False
    word = found["word"] or ""
    is_short = (len(word) == 1 and word.isupper()) or word.lower() in SHORT
    return not (found["stop"] == "." and is_short)
