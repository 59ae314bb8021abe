"""Small helpers that keep tables of words readable."""

import re


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def kinds(**listed: str) -> dict[str, str]:
    """Return for each word the name under which it is listed.

    >>> kinds(company="firm operator")["firm"]
    'company'
    """
    return {word: kind for kind, text in listed.items() for word in text.split()}


def any_of(*forms: str) -> str:
    """Return a pattern that matches any of some forms, at the edges of words."""
    return rf"\b(?:{'|'.join(forms)})\b"


def compiled(*forms: str) -> re.Pattern[str]:
    """Return ``any_of``, compiled for small and capital letters alike."""
    return re.compile(any_of(*forms), re.IGNORECASE)
