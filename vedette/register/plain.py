"""Records as plain JSON values and back: what the store keeps and exports hold."""

from collections.abc import Mapping
from typing import Any

import msgspec

from vedette.domain.register import (
    ASSESSMENT_KINDS,
    Assessment,
    Claim,
    Fact,
    Incident,
    Record,
    Source,
)
from vedette.errors import InputError

TYPES: Mapping[str, type[Record]] = {
    "source": Source,
    "incident": Incident,
    "fact": Fact,
    "claim": Claim,
    **dict.fromkeys(ASSESSMENT_KINDS, Assessment),
}
_encode = msgspec.json.Encoder(order="deterministic").encode
_DECODERS = {each: msgspec.json.Decoder(each) for each in set(TYPES.values())}


def to_plain(record: Record) -> dict[str, Any]:
    """Return a record as plain values.

    >>> from vedette.domain.register import Fact
    >>> to_plain(Fact("F-1", "Length of the border", "published"))["title"]
    'Length of the border'
    """
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def from_plain(kind: str, plain: Mapping[str, Any]) -> Record:
    """Return the record of a kind that plain values describe, or say why they do not.

    What a record holds is checked by ``checks.list_faults``, not here.
    """
    try:
        record: Record = msgspec.convert(dict(plain), TYPES[kind])
    except (msgspec.ValidationError, KeyError) as error:
        raise InputError(f"these values do not make a {kind} ({error})") from None
    return record


def write_text(record: Record) -> str:
    """Return a record as JSON, its fields in the order of their class."""
    return _encode(record).decode()


def read_text(kind: str, text: str) -> Record:
    """Return the record of a kind that a JSON text holds, or say why it does not."""
    try:
        record: Record = _DECODERS[TYPES[kind]].decode(text)
    except (msgspec.DecodeError, KeyError) as error:
        raise InputError(f"this text does not hold a {kind} ({error})") from None
    return record
