"""A news article in, drafts for the register out.

Plain text and the article's day go in; incidents, facts and claims come out, each with
the sentence that it was taken from, for an analyst to accept, change or refuse. Rules
over the theatre's gazetteer and a date parser do it, without a network or a model.
"""

from vedette.intake.drafts import Article, Drafts
from vedette.intake.read import read_article

__all__ = ["Article", "Drafts", "read_article"]
