"""What can go wrong, and how the doors answer: an exit code and an HTTP status each."""

from collections.abc import Iterable
from typing import Self


class VedetteError(Exception):
    """Something went wrong that a person can read and act upon."""

    exit_code, http_status = 2, 400

    @classmethod
    def listing(cls, where: str, faults: Iterable[str]) -> Self:
        """Tell everything that is wrong in one place at once."""
        return cls("\n".join([where, *(f"  - {fault}" for fault in faults)]))


class InputError(VedetteError):
    """The data handed in cannot be used as it stands."""

    exit_code, http_status = 2, 422


class OutputExistsError(VedetteError):
    """An output is already there and may not be replaced."""

    exit_code, http_status = 2, 409


class RuleError(VedetteError):
    """A plan or roster breaks a rule; the message names each one."""

    exit_code, http_status = 1, 422


class CertificateError(VedetteError):
    """A readable plan or roster does not stand up to its check."""

    exit_code, http_status = 5, 422
