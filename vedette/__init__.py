"""Vedette plans joint patrols of a long frontier, with a certificate of how good they are."""

__version__ = "0.1.0"
