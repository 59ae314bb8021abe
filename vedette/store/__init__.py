"""Keep and find: the register and all that was made from it, in one SQLite file.

Records of ``domain.register`` go in; they come out with their version, who made it,
when and why. Nothing is overwritten: a change, an undo and a deletion are versions, and
each command is an entry of a log chained by hashes. The rules are ``register``'s; the
store calls them on every change, and a change is written whole or not at all.
"""

from vedette.store.change import Change
from vedette.store.query import Query
from vedette.store.store import Store, new_store, open_store
from vedette.store.view import View

__all__ = ["Change", "Query", "Store", "View", "new_store", "open_store"]
