"""However much happens within one change, things stand as their claims say."""

import contextlib
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_register import changing, claim, incident, small_store

from vedette.domain.register import CLAIM_STATES, Ref
from vedette.errors import InputError, RuleError

INCIDENTS = ("I-1", "N-1", "N-2", "N-3")  # the first one is there before
CLAIMS = ("C-3", "N-1", "N-2", "N-3", "N-4")

ACTS = st.one_of(
    st.tuples(st.just("incident"), st.sampled_from(INCIDENTS), st.none()),
    st.tuples(st.just("claim"), st.sampled_from(CLAIMS), st.sampled_from(INCIDENTS)),
    st.tuples(st.just("merge"), st.sampled_from(INCIDENTS), st.sampled_from(INCIDENTS)),
    st.tuples(st.just("move"), st.sampled_from(CLAIMS), st.sampled_from(CLAIM_STATES)),
    st.tuples(st.just("drop"), st.sampled_from(CLAIMS), st.none()),
)


def list_records(change, acts):
    """Give records to be put in one call, and do in between what is no record."""
    for verb, id_, told in acts:
        if verb == "incident":
            yield incident(id_)
        elif verb == "claim":
            held = change.find("claim", id_)
            about = Ref("incident", told)
            new = claim(id_, about, "ministry")
            yield new if held is None else replace(held.record, about=about)
        elif verb == "merge":
            yield incident(id_, merged_into=told)


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(st.lists(ACTS, max_size=6), min_size=1, max_size=5))
def test_a_change_leaves_everything_standing_by_its_claims(tmp_path, calls):
    for tail in ("", "-wal", "-shm"):
        (tmp_path / f"store.db{tail}").unlink(missing_ok=True)
    store = small_store(tmp_path)
    with contextlib.suppress(InputError, RuleError), changing(store) as change:
        change.put_many([incident(id_) for id_ in INCIDENTS[1:3]])
        for acts in calls:
            with contextlib.suppress(InputError, RuleError):
                records = {}
                for record in list_records(change, acts):
                    records[type(record), record.id] = record
                change.put_many(records.values())
                for verb, id_, told in acts:
                    if verb == "move":
                        change.move_claim(id_, told)
                    elif verb == "drop":
                        change.delete(Ref("claim", id_))
    assert store.verify()[0] == []
